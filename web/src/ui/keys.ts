/** Drawing with the keyboard, while the canvas has the focus that keys gave it; loaded at the first such key. */

import type { DrawDesk } from "../desk";
import type { Drawing } from "../drawing";
import { widthOf } from "../hand";
import { speak } from "../i18n";
import { KeyPen, type KeyPenAnswer } from "../keypen";
import { clamp, toScreen } from "../view";
import { insetsOf } from "./mountDesk";

/** The words of the keyboard's pen. */
export const en = {
  down: "Pen down at {x}, {y}",
  up: "Pen up at {x}, {y}",
  cancelled: "Stroke cancelled",
  refused: "Drawing is not possible now",
} as const;

const t = speak(en, "keys");

/** How near the crosshair comes to a bar or the edge of the window, in CSS pixels. */
const EDGE_PX = 8;

/** Brings the crosshair to life, first for the keys that were pressed meanwhile; ends with `signal`. */
export function drawByKeys(
  base: HTMLCanvasElement,
  crosshair: HTMLElement,
  { client, desk, voice }: Drawing,
  signal: AbortSignal,
): (waiting: KeyboardEvent[]) => void {
  const pen = new KeyPen(
    () => client.view.get().size,
    () => widthOf(desk.hand()),
    (point) => (client.view.get().role === "viewer" ? null : desk.begin(point, false)),
  );
  const show = (shown: boolean): void => {
    crosshair.classList.toggle("shown", shown);
    crosshair.classList.toggle("down", pen.isDown);
    crosshair.style.translate = `${pen.at.x}px ${pen.at.y}px`;
  };
  const press = (event: KeyboardEvent): void => {
    const isArrow = event.key.startsWith("Arrow");
    if (!isArrow && !crosshair.classList.contains("shown")) return;
    if (event.ctrlKey || event.metaKey) return;
    const answer = pen.press(event);
    if (!answer) return;
    event.preventDefault();
    show(true);
    if (answer === "moved") follow(base, desk, pen);
    if (answer !== "moved") voice.say(t(answer, place(pen)));
  };
  const leave = (): void => {
    if (pen.isDown) pen.lift();
    show(false);
  };
  const on = { signal };
  base.addEventListener("focus", () => show(base.matches(":focus-visible")), on);
  base.addEventListener("keydown", press, on);
  base.addEventListener("blur", leave, on);
  base.addEventListener("pointerdown", leave, on);
  return (waiting) => {
    show(base.matches(":focus-visible"));
    for (const event of waiting) press(event);
  };
}

/** Moves the paper when the pen would leave what is seen of it. */
function follow(base: HTMLElement, desk: DrawDesk, pen: KeyPen): void {
  const element = base.closest<HTMLElement>(".desk");
  if (!element) return;
  const { left, right, top, bottom } = insetsOf(element);
  const at = toScreen(desk.seen.get().view, pen.at);
  const x = clamp(at.x, left + EDGE_PX, element.clientWidth - right - EDGE_PX);
  const y = clamp(at.y, top + EDGE_PX, element.clientHeight - bottom - EDGE_PX);
  if (x !== at.x || y !== at.y) desk.pan(x - at.x, y - at.y);
}

function place({ at }: KeyPen): Record<string, string> {
  return { x: String(at.x), y: String(at.y) };
}

/** What is said of a press. */
export type Said = Exclude<KeyPenAnswer, "moved" | null>;
