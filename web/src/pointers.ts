/** Pointer, wheel and touch events of one element, told to `Input`. */

import type { Input, Sample } from "./input";
import type { PointerKind } from "./nib";
import { clamp, type Point } from "./view";

/** What a wheel does. */
export interface WheelDesk {
  pan(dx: number, dy: number): void;
  zoomAt(at: Point, factor: number): void;
}

/** CSS pixels of one line of a wheel that counts lines. */
const LINE_PX = 16;

/** Most of one wheel event that zooms; a notch of a mouse is far more than a move of a trackpad. */
const WHEEL_ZOOM_MAX = 25;

/** Listens on `element`; `wake` is called after everything that may change the picture. Answers how to stop. */
export function listen(
  element: HTMLElement,
  input: Input,
  desk: WheelDesk,
  wake: () => void,
): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  const on = (type: string, act: (event: PointerEvent) => void): void =>
    element.addEventListener(
      type,
      (event) => {
        act(event as PointerEvent);
        wake();
      },
      { signal },
    );
  on("pointerdown", (event) => {
    capture(element, event.pointerId);
    input.down(sampleOf(event, element));
  });
  on("pointermove", (event) =>
    input.move(
      coalesced(event).map((one) => sampleOf(one, element)),
      predicted(event).map((one) => sampleOf(one, element)),
    ),
  );
  on("pointerup", (event) => input.up(event.pointerId));
  on("pointercancel", (event) => input.up(event.pointerId));
  const held = { signal, passive: false };
  element.addEventListener("wheel", (event) => roll(event, element, desk), held);
  // Without this a tablet's handwriting input swallows short strokes.
  element.addEventListener("touchmove", (event) => event.preventDefault(), held);
  element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  return () => ends.abort();
}

/** All moves an event stands for; the event itself where the browser tells no more. */
export function coalesced(event: PointerEvent): PointerEvent[] {
  const all = event.getCoalescedEvents?.() ?? [];
  return all.length > 0 ? all : [event];
}

function predicted(event: PointerEvent): PointerEvent[] {
  return event.buttons === 0 ? [] : (event.getPredictedEvents?.() ?? []);
}

function sampleOf(event: PointerEvent, element: HTMLElement): Sample {
  const at = placeOf(event, element);
  return {
    id: event.pointerId,
    kind: kindOf(event.pointerType),
    ...at,
    pressure: event.pressure,
    button: event.button,
    buttons: event.buttons,
    time: event.timeStamp,
  };
}

function kindOf(type: string): PointerKind {
  return type === "pen" || type === "touch" ? type : "mouse";
}

function placeOf(event: MouseEvent, element: HTMLElement): Point {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function capture(element: HTMLElement, id: number): void {
  try {
    element.setPointerCapture(id);
  } catch {
    // The pointer is gone already, or was made by a script: it works without.
  }
}

function roll(event: WheelEvent, element: HTMLElement, desk: WheelDesk): void {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
  if (event.ctrlKey || event.metaKey) {
    const delta = clamp(event.deltaY * unit, -WHEEL_ZOOM_MAX, WHEEL_ZOOM_MAX);
    desk.zoomAt(placeOf(event, element), Math.exp(-delta / 100));
  } else {
    desk.pan(-event.deltaX * unit, -event.deltaY * unit);
  }
}
