import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { whenIdle } from "../idle";
import type { PeopleView } from "../people/open";
import { useStore } from "./useStore";

/** Alone one needs it later: not before the first ink. In ms. */
const ALONE_MS = 4_000;

/** The others in a room, once what shows them is loaded; null before. */
export function usePeople(drawing: Drawing): PeopleView | null {
  const [people, setPeople] = useState<PeopleView | null>(null);
  const isAlone = useStore(drawing.client.view, (view) => view.clientCount < 2);
  useEffect(() => {
    if (people) return;
    const load = async (): Promise<void> => {
      const { openPeople } = await import("../people/open");
      setPeople((before) => before ?? openPeople(drawing));
    };
    // Without it people draw together all the same.
    const start = (): void => void load().catch(console.error);
    if (!isAlone) return whenIdle(start);
    const timer = setTimeout(start, ALONE_MS);
    return () => clearTimeout(timer);
  }, [drawing, isAlone, people]);
  return people;
}
