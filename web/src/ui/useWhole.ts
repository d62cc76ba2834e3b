import type { Store } from "../store";
import { useStore } from "./useStore";

/** The object in a store, now and after each change. */
export function useWhole<T extends object>(store: Store<T>): T {
  return useStore(store, (whole) => whole);
}
