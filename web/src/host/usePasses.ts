import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { type Pass, passesOf, reasonOf } from "./asking";

/** The links of a room, and what went wrong last. */
export interface Passes {
  /** Null until they are known. */
  list: readonly Pass[] | null;
  reason: string | null;
  /** Asks for them anew. */
  look: () => Promise<void>;
  fail: (error: unknown) => void;
}

/** The links of a drawing's room. */
export function usePasses(drawing: Drawing): Passes {
  const [list, setList] = useState<readonly Pass[] | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const fail = (error: unknown): void => setReason(reasonOf(error));
  const look = (): Promise<void> => {
    setReason(null);
    return passesOf(drawing).then(setList, fail);
  };
  useEffect(() => void look(), [drawing]);
  return { list, reason, look, fail };
}
