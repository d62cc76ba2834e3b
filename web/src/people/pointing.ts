/** Where this page's pointer is, for others to see. */

import type { DrawDesk } from "../desk";
import type { ClientMessage } from "../protocol";
import { inBounds } from "./looks";

/** A cursor as it is told. */
export type CursorMessage = Extract<ClientMessage, { type: "cursor" }>;

/** Bits of `buttons` that draw: the first button or the tip, and the eraser end. */
const DRAWING_BUTTONS = 1 | 32;

/** Tells where the pointer on `element` is; answers how to stop. */
export function watchPointer(
  element: HTMLElement,
  desk: DrawDesk,
  offer: (cursor: CursorMessage) => void,
): () => void {
  const ends = new AbortController();
  const fingers = new Set<number>();
  const leave = (): void => offer({ type: "cursor" });
  const move = (event: PointerEvent): void => {
    const isTouch = event.pointerType === "touch";
    const { tool, penMode } = desk.hand();
    const mayDraw = tool !== "hand" && !desk.grabs() && !(isTouch && (penMode || fingers.size > 1));
    const down = mayDraw && (event.buttons & DRAWING_BUTTONS) !== 0;
    // A finger in the air is nowhere, and one that moves the paper points at nothing.
    if (isTouch && !down) leave();
    else offer({ type: "cursor", ...placeOf(event, element, desk), down });
  };
  const on = (type: string, act: (event: PointerEvent) => void): void =>
    element.addEventListener(type, (event) => act(event as PointerEvent), ends);
  on("pointerdown", (event) => {
    if (event.pointerType === "touch") fingers.add(event.pointerId);
    move(event);
  });
  on("pointermove", move);
  for (const type of ["pointerup", "pointercancel"]) {
    on(type, (event) => {
      fingers.delete(event.pointerId);
      move(event);
    });
  }
  on("pointerleave", leave);
  const hide = (): void => {
    if (document.hidden) leave();
  };
  document.addEventListener("visibilitychange", hide, ends);
  return () => ends.abort();
}

function placeOf(event: PointerEvent, element: HTMLElement, desk: DrawDesk) {
  const box = element.getBoundingClientRect();
  const at = desk.toCanvas({ x: event.clientX - box.left, y: event.clientY - box.top });
  return { x: inBounds(at.x), y: inBounds(at.y) };
}
