/** Hiding somebody's work, and showing it again (rule H23). */

import { send } from "./ask";
import { hostKey, tokenIn } from "./host";
import { type Author, type Mark, mark, timelineOf } from "./marks";

/** Somebody who drew. */
export interface Person {
  author: string;
  name: string;
  color: string;
  strokes: number;
  isHidden: boolean;
}

/** What is done: somebody's work is hidden since a place or the beginning, or all of it is shown again. */
export interface Veil {
  author: string;
  since?: number;
  lifts?: boolean;
}

/** Says how those who drew are called and coloured, also those who never said. */
export type Call = (authors: Author[]) => (Author & { name: string; color: string })[];

/** Everybody whose work there is, and whether the newest word about it is that it is hidden. */
export async function peopleOf(room: string, call: Call): Promise<Person[]> {
  const { authors, marks } = await timelineOf(room);
  const people = call(authors).map((one) => ({
    ...one,
    isHidden: marks.filter((mark) => isAbout(mark, one.author)).at(-1)?.kind === "hide",
  }));
  return people.filter(({ strokes }) => strokes > 0);
}

/** Where the picture is as it would be without somebody. */
export function previewOf(room: string, { author, since = 0 }: Veil): string {
  return `/api/rooms/${room}/preview.png?without=${author}&since=${since}`;
}

/** Does it; done when the recording has it. */
export function veil(
  room: string,
  { author, since = 0, lifts = false }: Veil,
  token = tokenIn(room),
): Promise<void> {
  const wish = { author, since: String(since), lifts, token };
  const deed = () => send("POST", `/api/rooms/${room}/veils`, wish, hostKey(room) ?? "");
  return mark(room, deed, (one) => isAbout(one, author));
}

function isAbout({ kind, author }: Mark, whose: string): boolean {
  return author === whose && (kind === "hide" || kind === "show");
}
