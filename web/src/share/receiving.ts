/** Pictures that are pasted or dropped on the draw page. */

import type { Drawing } from "../drawing";
import { mayPaint } from "../roomView";
import { isTyping } from "../shortcuts";
import { tellIn } from "../tell";
import type { Point } from "../view";
import { addPicture, type Wish } from "./pictures";
import { t } from "./words";

/** What was asked for last: the server may have forgotten it when it is to be placed. */
let lastWish: Wish | null = null;

/** Adds a picture and tells how it goes. */
export async function receive(drawing: Drawing, wish: Wish): Promise<void> {
  const view = drawing.client.view.get();
  if (view.role === "painter" && !mayPaint(view)) {
    drawing.desk.refuse();
    return;
  }
  lastWish = wish;
  const tell = tellIn(drawing);
  const kind = "picture";
  tell({ kind, text: t("picture.adding"), state: "busy" });
  const reason = await addPicture(drawing, wish);
  if (reason) tell({ kind, text: t(reason), state: "failed" });
  else tell({ kind, text: t("picture.added") });
}

/** Adds once more what was added last. */
export function receiveAgain(drawing: Drawing): void {
  if (lastWish) void receive(drawing, lastWish);
}

/** Takes pictures in until the answer is called. */
export function receivePictures(drawing: Drawing): () => void {
  tellIn(drawing);
  const ends = new AbortController();
  const body = document.body.classList;
  let pointer: Point | null = null;
  const take = (files: FileList | undefined, at: Point | null): boolean => {
    const file = [...(files ?? [])].find((one) => one.type.startsWith("image/"));
    if (file) void receive(drawing, { file, at, isBackground: false });
    return file !== undefined;
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (take(event.clipboardData?.files, pointer)) event.preventDefault();
  };
  const onDrag = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    body.toggle("is-dropping", event.type === "dragover");
  };
  const onDrop = (event: DragEvent): void => {
    onDrag(event);
    take(event.dataTransfer?.files, canvasPoint(drawing, event));
  };
  addEventListener(
    "pointermove",
    (event) => {
      pointer = canvasPoint(drawing, event);
    },
    ends,
  );
  addEventListener("paste", onPaste, ends);
  addEventListener("dragover", onDrag, ends);
  addEventListener("dragleave", onDrag, ends);
  addEventListener("drop", onDrop, ends);
  return () => ends.abort();
}

/** Where an event is on the paper; null beside it. */
function canvasPoint({ client, desk }: Drawing, event: MouseEvent): Point | null {
  const element = event.target instanceof Element ? event.target.closest(".desk") : null;
  const box = element?.getBoundingClientRect();
  if (!box) return null;
  const at = desk.toCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
  const { width, height } = client.view.get().size;
  return at.x >= 0 && at.y >= 0 && at.x <= width && at.y <= height ? at : null;
}
