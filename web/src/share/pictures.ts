/** From a file to an image on the canvas: where it will lie, sent to the server, placed. */

import type { Drawing } from "../drawing";
import type { Extent, Point } from "../view";
import type { en } from "./words";

/** Share of what is seen of the canvas that a picture may take. */
const SHARE_MAX = 0.7;

/** Farthest place of an image on the wire, in canvas pixels. */
const PLACE_MAX = 32_767;

/** What the server answers to a picture. */
interface Taken extends Extent {
  image: string;
}

/** A rectangle of the canvas. */
export interface Area extends Point, Extent {}

/** The part of the canvas that a desk of this size shows. */
export function areaSeen(toCanvas: (at: Point) => Point, desk: Extent, paper: Extent): Area {
  const [from, to] = [toCanvas({ x: 0, y: 0 }), toCanvas({ x: desk.width, y: desk.height })];
  const x = Math.max(0, from.x);
  const y = Math.max(0, from.y);
  return {
    x,
    y,
    width: Math.max(1, Math.min(paper.width, to.x) - x),
    height: Math.max(1, Math.min(paper.height, to.y) - y),
  };
}

/** The box a picture is scaled down into, in whole canvas pixels. */
export function boxIn(area: Area): Extent {
  return {
    width: Math.max(1, Math.floor(area.width * SHARE_MAX)),
    height: Math.max(1, Math.floor(area.height * SHARE_MAX)),
  };
}

/** Where a picture's corner lies when its middle is here. */
export function cornerOf(middle: Point, size: Extent): Point {
  const place = (value: number): number =>
    Math.min(Math.max(Math.round(value), -PLACE_MAX), PLACE_MAX);
  return { x: place(middle.x - size.width / 2), y: place(middle.y - size.height / 2) };
}

/** Why the server did not take a picture. */
export function reasonOf(status: number): keyof typeof en {
  if (status === 413) return "picture.tooLarge";
  if (status === 415) return "picture.kind";
  return status === 422 ? "picture.damaged" : "picture.failed";
}

/** How a picture is added. */
export interface Wish {
  file: Blob;
  /** Its middle, on the canvas; null is the middle of what is seen. */
  at: Point | null;
  /** As large as the canvas fits it, at its corner. */
  isBackground: boolean;
}

/** Adds a picture; answers null, or why not. */
export async function addPicture(
  { client, desk, room }: Drawing,
  wish: Wish,
): Promise<keyof typeof en | null> {
  const { status, role, size } = client.view.get();
  if (role === "viewer") return "picture.watching";
  if (status !== "live") return "picture.offline";
  const element = document.querySelector(".desk")?.getBoundingClientRect();
  const area = areaSeen((at) => desk.toCanvas(at), element ?? size, size);
  const box = wish.isBackground ? size : boxIn(area);
  const file = wish.isBackground ? await grown(wish.file, size) : wish.file;
  const url = `/api/rooms/${room}/images?width=${box.width}&height=${box.height}`;
  let taken: Taken;
  try {
    const answer = await fetch(url, { method: "POST", body: file });
    if (!answer.ok) return reasonOf(answer.status);
    taken = (await answer.json()) as Taken;
  } catch {
    return "picture.offline";
  }
  const middle = wish.at ?? { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  const corner = wish.isBackground ? { x: 0, y: 0 } : cornerOf(middle, taken);
  client.ask({ n: null, kind: "place", image: taken.image, ...corner });
  return null;
}

/** The server only makes pictures smaller: one that is smaller than the canvas grows here. */
async function grown(file: Blob, paper: Extent): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return file;
  const scale = Math.min(paper.width / bitmap.width, paper.height / bitmap.height);
  if (scale <= 1) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return (await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))) ?? file;
}
