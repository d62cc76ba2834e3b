/** How a room stands, in words: for its status, and for what the status says when it is pressed. */

import type { Drawing } from "../drawing";
import { mayPaint, type RoomView } from "../roomView";
import { useStore } from "../ui/useStore";
import { r } from "./rights";
import { type en, t } from "./words";

/** Whether the server takes less than is drawn; a stroke that is under the pen waits in any case. */
export const isBehind = ({ slow, status, waiting }: RoomView): boolean =>
  slow && status === "live" && waiting > 1;

/** How a room stands, in words. */
export function useWords({ client: { view } }: Drawing): string {
  return useStore(view, (room) =>
    wordsOf(isBehind(room) ? "slow" : room.status, room.waiting, rightOf(room)),
  );
}

type State = RoomView["status"] | "slow";

/** What one may do in a room that is live. */
type Right = "live" | "viewer" | "locked" | "lockedOthers";

/** What this page may do now. */
export function rightOf(room: RoomView): Right {
  if (room.role === "viewer") return "viewer";
  if (!room.house?.rules.locked) return "live";
  return mayPaint(room) ? "lockedOthers" : "locked";
}

function wordsOf(state: State, count: number, right: Right): string {
  if (state === "barred") return r("status.barred");
  if (state === "live") {
    return right === "live" || right === "viewer" ? t(`status.${right}`) : r(`status.${right}`);
  }
  const key = state === "waiting" && count === 0 ? "offline" : state;
  return t(`status.${key}` satisfies keyof typeof en, { count });
}
