/** Which rooms are on the screen: only their pictures are asked for. */

/** How long the page has been still before it is told, in ms: who scrolls passes many. */
const STILL_MS = 150;

/** Looks at places of a wall. */
export class Watching {
  readonly #seen = new Set<string>();
  readonly #rooms = new WeakMap<Element, string>();
  readonly #eye: IntersectionObserver;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told: string | null = null;

  constructor(private readonly tell: (rooms: string[]) => boolean) {
    this.#eye = new IntersectionObserver((found) => this.#look(found), { rootMargin: "100px" });
    document.addEventListener("visibilitychange", this.#later);
  }

  /** Looks at a place; answers how to look away. */
  look(place: Element, room: string): () => void {
    this.#rooms.set(place, room);
    this.#eye.observe(place);
    return () => {
      this.#eye.unobserve(place);
      this.#seen.delete(room);
      this.#later();
    };
  }

  /** Whoever was told does not know it any more. */
  tellAgain(): void {
    this.#told = null;
    this.#tell();
  }

  /** Looks no more. */
  dispose(): void {
    this.#eye.disconnect();
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#later);
  }

  #look(found: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of found) {
      const room = this.#rooms.get(target);
      if (room === undefined) continue;
      if (isIntersecting) this.#seen.add(room);
      else this.#seen.delete(room);
    }
    this.#later();
  }

  readonly #later = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), STILL_MS);
  };

  #tell(): void {
    const rooms = document.hidden ? [] : [...this.#seen].sort();
    const told = rooms.join();
    if (told !== this.#told && this.tell(rooms)) this.#told = told;
  }
}
