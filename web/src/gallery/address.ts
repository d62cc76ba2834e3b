/** What is looked for in the gallery stands in its address: going back and sharing the link find it again. */

import type { Query } from "./saved";
import type { Shelf } from "./shelf";

/** What an address asks for. */
export function queryOf(address: string): Query {
  const asked = new URLSearchParams(address);
  return {
    tab: asked.get("tab") === "public" ? "public" : "mine",
    sort: asked.get("sort") === "longest" ? "longest" : "newest",
    search: asked.get("search") ?? "",
  };
}

/** How something is looked for; what is usual is left out. */
export function addressOf({ tab, sort, search }: Query): string {
  const asks = new URLSearchParams();
  if (tab !== "mine") asks.set("tab", tab);
  if (search) asks.set("search", search);
  if (sort !== "newest") asks.set("sort", sort);
  const text = asks.toString();
  return text && `?${text}`;
}

/** Keeps the address of the page as what is seen, until the answer is called. */
export function keepAddress({ seen }: Shelf): () => void {
  return seen.subscribe(() => {
    const address = addressOf(seen.get());
    if (address !== location.search) history.replaceState(null, "", location.pathname + address);
  });
}
