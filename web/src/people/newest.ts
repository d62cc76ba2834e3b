/** Tells a value that changes often, seldom: the newest at most once in a while. */

/** One such value. */
export class Newest<T extends object> {
  #value: T | null = null;
  /** What was told last, in words: the same is not told twice. */
  #told = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #after = 0;

  constructor(
    private readonly tell: (value: T) => void,
    /** Time between two tellings, in ms. */
    private readonly gap: () => number,
    /** Whether anybody would hear it. */
    private readonly isHeard: () => boolean,
  ) {}

  /** The value now; told at once when the last telling is long ago, else when it is. */
  offer(value: T): void {
    this.#value = value;
    if (!this.isHeard()) return;
    this.#timer ??= setTimeout(this.#due, Math.max(0, this.#after - Date.now()));
  }

  /** Somebody new hears: the value is told again. */
  again(): void {
    this.#told = "";
    if (this.#value) this.offer(this.#value);
  }

  /** Tells no more. */
  dispose(): void {
    clearTimeout(this.#timer);
  }

  readonly #due = (): void => {
    this.#timer = undefined;
    const words = JSON.stringify(this.#value);
    if (!this.#value || words === this.#told || !this.isHeard()) return;
    this.#told = words;
    this.#after = Date.now() + this.gap();
    this.tell(this.#value);
  };
}
