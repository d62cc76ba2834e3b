/** A value that changes and tells. */

/** Holds one object; whoever subscribed is told after each change of it. */
export class Store<T extends object> {
  readonly #listeners = new Set<() => void>();

  constructor(private value: T) {}

  /** The object now; never changed in place. */
  get(): T {
    return this.value;
  }

  /** Changes some fields; tells nobody when nothing is different. */
  set(part: Partial<T>): void {
    const keys = Object.keys(part) as (keyof T)[];
    if (keys.every((key) => Object.is(this.value[key], part[key]))) return;
    this.value = { ...this.value, ...part };
    for (const listener of this.#listeners) listener();
  }

  /** Calls after each change; answers how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
