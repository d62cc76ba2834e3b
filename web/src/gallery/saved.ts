/** Saved canvases, as the server keeps them (rules H15 to H18, H20). */

import { ask, send } from "./ask";
import { claim, hostKey, tokenIn } from "./host";
import { mark } from "./marks";
import { hold, keyOf, mine } from "./mine";

/** Letters of a title. */
export const TITLE_MAX = 80;

/** A name for a moment of a room. */
export interface Canvas {
  id: string;
  room: string;
  journal: string;
  seq: number;
  title: string;
  /** Milliseconds since 1970. */
  savedAt: number;
  /** Of the recording, in milliseconds. */
  length: number;
  /** How many drew. */
  authors: number;
  public: boolean;
}

/** The order of canvases. */
export type Sort = "newest" | "longest";

/** Whose canvases. */
export type Tab = "mine" | "public";

/** What is looked for. */
export interface Query {
  tab: Tab;
  search: string;
  sort: Sort;
}

/** Some canvases, and how to ask for those after them; null after the last. */
export interface Listing {
  canvases: Canvas[];
  next: string | null;
}

/** A page of canvases: those of this device, or all that are public. */
export async function list({ tab, search, sort }: Query, after: string | null): Promise<Listing> {
  const asked = new URLSearchParams({ sort });
  if (tab === "mine") {
    const ids = mine().map(({ id }) => id);
    if (ids.length === 0) return { canvases: [], next: null };
    asked.set("ids", ids.join());
  }
  if (search) asked.set("search", search);
  if (after) asked.set("after", after);
  // Commas may stand in an address as they are.
  const answer = await ask(`/api/saved?${asked.toString().replaceAll("%2C", ",")}`);
  return answer.json() as Promise<Listing>;
}

/** Gives a name to a moment of a room, and remembers its key; without a place it is now. */
export async function save(room: string, title: string, at?: number): Promise<Canvas> {
  const wish = at === undefined ? { title } : { title, at: String(at) };
  const answer = await send("POST", `/api/rooms/${room}/saved`, wish);
  const { key, ...canvas } = (await answer.json()) as Canvas & { key: string };
  hold({ id: canvas.id, key });
  return canvas;
}

/** Changes what can be changed, and answers the canvas as it is then. */
export async function change(
  id: string,
  wish: { title?: string; public?: boolean; deleted?: false },
): Promise<Canvas> {
  const answer = await send("PATCH", pathOfSaved(id), wish, keyOf(id) ?? "");
  return answer.json() as Promise<Canvas>;
}

/** Takes a canvas out of the gallery; its key stays here, to bring it back. */
export async function remove(id: string): Promise<void> {
  const headers = { authorization: `Bearer ${keyOf(id) ?? ""}` };
  await ask(pathOfSaved(id), { method: "DELETE", headers });
}

/** Makes a room of one's own that begins as another was at a place; answers its name. */
export async function branch(room: string, at: number): Promise<string> {
  const answer = await send("POST", `/api/rooms/${room}/branches`, { at: String(at) });
  const made = (await answer.json()) as { room: string };
  await claim(made.room);
  return made.room;
}

/** Makes a room of a replay file; answers its name. */
export async function openFile(file: Blob): Promise<string> {
  const answer = await ask("/api/archives", { method: "POST", body: file });
  return ((await answer.json()) as { room: string }).room;
}

/** Lays the picture of a moment over everything, in the name of who this tab is in the room. */
export async function restore(room: string, at: number): Promise<void> {
  // In the room it can be undone like anything else.
  const wish = { at: String(at), token: tokenIn(room) };
  const deed = () => send("POST", `/api/rooms/${room}/restores`, wish, hostKey(room) ?? "");
  await mark(room, deed, ({ kind }) => kind === "restore");
}

/** Where a canvas is replayed. */
export function replayOf({ room, id }: Canvas): string {
  return `/replay/${room}/${id}`;
}

/** A canvas as a file of a kind. */
export function fileOf({ room, journal, seq }: Canvas, kind: "png" | "svg" | "easel"): string {
  const place = kind === "easel" ? `to=${seq}` : `at=${seq}&journal=${journal}`;
  return `/api/rooms/${room}/canvas.${kind}?${place}`;
}

function pathOfSaved(id: string): string {
  return `/api/saved/${id}`;
}
