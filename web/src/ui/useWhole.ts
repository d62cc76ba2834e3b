import { useEffect, useState } from "preact/hooks";
import type { Store } from "../store";

/** The object in a store, now and after each change. */
export function useWhole<T extends object>(store: Store<T>): T {
  const [value, setValue] = useState<T>(() => store.get());
  useEffect(() => {
    const read = (): void => setValue(store.get());
    read();
    return store.subscribe(read);
  }, [store]);
  return value;
}
