import type { Person } from "../protocol";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import type { Company } from "./company";

/** Everybody but this page; nobody while the server is away, as what it said last may be wrong. */
export function useOthers(company: Company): Person[] {
  useWhole(company.presence.here);
  const isKnown = useIsKnown(company);
  useStore(company.drawing.client.view, (view) => view.client);
  return isKnown ? company.others() : [];
}

/** How many are in the room, named or not. */
export function useCount(company: Company): number {
  const count = useStore(company.drawing.client.view, (view) => view.clientCount);
  const others = useOthers(company);
  return useIsKnown(company) ? Math.max(count, others.length + 1) : 1;
}

function useIsKnown({ drawing }: Company): boolean {
  return useStore(drawing.client.view, ({ status }) => status === "live" || status === "paused");
}
