/** What a teacher wishes of a class, and how it is made. */

import { newToken } from "../../identity";
import { isClassId, keepTaught } from "../kept";
import type { Mode, Start } from "../protocol";
import { sendPicture } from "../sending";
import type { Word } from "./words";

/** Fewest and most pupils of a group. */
export const [GROUP_MIN, GROUP_MAX] = [2, 8];

/** What a class begins on, before a picture is sent. */
export type Begin = Exclude<Start, object> | "image";

/** All that is asked. */
export interface Wish {
  title: string;
  mode: Mode;
  groupSize: number;
  begin: Begin;
  file: File | null;
  waiting: boolean;
  names: boolean;
}

/** What most people want. */
export const blankWish: Wish = {
  title: "",
  mode: "each",
  groupSize: 3,
  begin: "blank",
  file: null,
  waiting: false,
  names: true,
};

/** Makes the class and remembers its key; or says why not. */
export async function create(wish: Wish): Promise<{ class: string } | { error: Word }> {
  const title = wish.title.trim();
  if (title === "") return { error: "name.empty" };
  if (wish.begin === "image" && !wish.file) return { error: "file.none" };
  const start = await startOf(wish);
  if (start === null) return { error: "failed.picture" };
  const { mode, waiting, names } = wish;
  const groupSize = mode === "groups" ? { groupSize: wish.groupSize } : {};
  const body = JSON.stringify({ title, mode, ...groupSize, start, waiting, names });
  const headers = { "content-type": "application/json" };
  try {
    const answer = await fetch("/api/classes", { method: "POST", headers, body });
    if (!answer.ok) return { error: answer.status === 429 ? "failed.tooMany" : "failed.other" };
    const made = (await answer.json()) as { class: string; code: string; key: string };
    if (!isClassId(made.class)) return { error: "failed.other" };
    keepTaught({ ...made, title, at: Date.now(), isTold: false });
    return made;
  } catch {
    return { error: "failed.offline" };
  }
}

/** The picture is sent first: a class is made with its name. */
async function startOf({ begin, file }: Wish): Promise<Start | null> {
  if (begin !== "image") return begin;
  if (!file) return null;
  // Pictures are sent by way of a room, and there is none yet: one that nobody has.
  const room = `c${newToken().slice(0, 25)}`;
  return sendPicture(room, file).then(
    (image) => ({ image }),
    () => null,
  );
}
