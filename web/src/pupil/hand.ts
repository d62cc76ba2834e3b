/** One hand in two places: what the own page shows, and what the class was told; pure. */

/** Keeps both the same, whoever changed it. */
export class OneHand {
  /** What the class was told and has not said yet. */
  #told: boolean | null = null;
  #isUp = false;

  constructor(
    /** Tells the class; false when nobody listens. */
    private readonly tell: (up: boolean) => void,
    /** Shows it on the own page. */
    private readonly show: (up: boolean) => void,
  ) {}

  /** The own page shows this now. */
  turned(up: boolean): void {
    if (up === this.#isUp) return;
    this.#isUp = up;
    this.#told = up;
    this.tell(up);
  }

  /** The class says so: news, except while it has not heard what it was told. */
  heard(up: boolean): void {
    if (this.#told !== null && this.#told !== up) return;
    this.#told = null;
    if (up === this.#isUp) return;
    this.#isUp = up;
    this.show(up);
  }

  /** A new connection: what was told the one before may be lost. */
  again(): void {
    if (this.#told !== null) this.tell(this.#told);
  }
}
