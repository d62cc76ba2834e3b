import { useEffect, useState } from "preact/hooks";
import type { Store } from "../store";

/** What `pick` finds in a store, now and after each change: a plain value, or the object itself. */
export function useStore<T extends object, S extends string | number | boolean | null | T>(
  store: Store<T>,
  pick: (value: T) => S,
): S {
  const [value, setValue] = useState<S>(() => pick(store.get()));
  // Not on `pick`: it is another function in each render and does the same.
  useEffect(() => {
    const read = (): void => setValue(() => pick(store.get()));
    read();
    return store.subscribe(read);
  }, [store]);
  return value;
}
