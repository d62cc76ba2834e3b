/** A circle as wide as the stroke, around a mouse or a pen in the air. */

import type { Drawing } from "../drawing";
import { widthOf } from "../hand";

/** Shows it over the desk of a page, as long as the page is there. */
export function ring({ desk }: Drawing): void {
  const element = document.querySelector<HTMLElement>(".desk");
  if (!element) return;
  const circle = document.createElement("div");
  circle.className = "ring";
  circle.ariaHidden = "true";
  element.append(circle);
  const hide = (): void => circle.classList.remove("shown");
  const widen = (): void => {
    const width = widthOf(desk.hand()) * desk.seen.get().view.zoom;
    circle.style.setProperty("--width", `${width}px`);
  };
  element.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || desk.hand().tool === "hand" || desk.grabs()) {
      hide();
      return;
    }
    const box = element.getBoundingClientRect();
    circle.classList.add("shown");
    circle.style.translate = `${event.clientX - box.left}px ${event.clientY - box.top}px`;
  });
  element.addEventListener("pointerleave", hide);
  widen();
  desk.seen.subscribe(widen);
  desk.held.subscribe(widen);
}
