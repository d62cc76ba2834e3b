import type { Drawing } from "../drawing";
import { widthOf } from "../hand";
import { t } from "../i18n";
import { Input } from "../input";
import { KeyPen, type KeyPenAnswer } from "../keypen";
import { listen } from "../pointers";
import { Stage } from "../stage";

/** Brings the elements of a desk to life; answers how to end it. */
export function mountDesk(element: HTMLElement, drawing: Drawing): () => void {
  const find = <E extends HTMLElement>(selector: string): E => {
    const found = element.querySelector<E>(selector);
    if (!found) throw new Error(`the desk has no ${selector}`);
    return found;
  };
  const { client, desk } = drawing;
  const paper = find(".paper");
  const base = find<HTMLCanvasElement>("[data-layer=base]");
  const input = new Input(desk);
  const stage = new Stage(client, input, { paper, base });
  const place = (): void => stage.place(desk.seen.get().view);
  const measure = (): void => desk.measure(element.getBoundingClientRect(), insetsOf(element));
  const sizes = new ResizeObserver(measure);
  for (const watched of [element, ...document.querySelectorAll("[data-covers]")]) {
    sizes.observe(watched);
  }
  measure();
  place();
  const ends = [
    desk.seen.subscribe(place),
    client.view.subscribe(onNewSize(drawing, measure)),
    listen(element, input, desk, stage.wake),
    keys(base, find(".crosshair"), input, drawing),
    ring(element, find(".ring"), drawing),
    () => sizes.disconnect(),
    () => stage.dispose(),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function onNewSize({ client }: Drawing, measure: () => void): () => void {
  let { size } = client.view.get();
  return () => {
    const next = client.view.get().size;
    const same = next.width === size.width && next.height === size.height;
    size = next;
    if (!same) measure();
  };
}

/** What the bars cover of the desk: a bar that is higher than wide stands at the left. */
function insetsOf(element: HTMLElement) {
  const desk = element.getBoundingClientRect();
  const insets = { top: 0, right: 0, bottom: 0, left: 0 };
  for (const bar of document.querySelectorAll("[data-covers]")) {
    const box = bar.getBoundingClientRect();
    if (bar.getAttribute("data-covers") === "top") insets.top = box.bottom - desk.top;
    else if (box.height > box.width) insets.left = box.right - desk.left;
    else insets.bottom = desk.bottom - box.top;
  }
  return insets;
}

/** Drawing with the keyboard, while the canvas has the focus that keys gave it. */
function keys(
  base: HTMLCanvasElement,
  crosshair: HTMLElement,
  input: Input,
  { client, desk, voice }: Drawing,
): () => void {
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
  const ends = new AbortController();
  const on = { signal: ends.signal };
  base.addEventListener("focus", () => show(base.matches(":focus-visible")), on);
  base.addEventListener(
    "keydown",
    (event) => {
      const isArrow = event.key.startsWith("Arrow");
      if (!isArrow && !crosshair.classList.contains("shown")) return;
      if (event.ctrlKey || event.metaKey) return;
      const answer = pen.press(event);
      if (!answer) return;
      event.preventDefault();
      show(true);
      tell(answer, pen, voice);
    },
    on,
  );
  const leave = (): void => {
    if (pen.isDown) pen.lift();
    show(false);
  };
  base.addEventListener("blur", leave, on);
  base.addEventListener("pointerdown", leave, on);
  addEventListener("keydown", (event) => event.key === "Escape" && input.cancel(), on);
  return () => ends.abort();
}

function tell(answer: KeyPenAnswer, pen: KeyPen, voice: Drawing["voice"]): void {
  const at = { x: String(pen.at.x), y: String(pen.at.y) };
  if (answer === "down") voice.say(t("canvas.penDown", at));
  if (answer === "up") voice.say(t("canvas.penUp", at));
  if (answer === "cancelled") voice.say(t("canvas.penCancelled"));
  if (answer === "refused") voice.say(t("canvas.penRefused"));
}

/** A circle as wide as the stroke, around a mouse or a pen in the air. */
function ring(element: HTMLElement, circle: HTMLElement, { desk }: Drawing): () => void {
  const ends = new AbortController();
  const on = { signal: ends.signal };
  const hide = (): void => circle.classList.remove("shown");
  const widen = (): void => {
    const width = widthOf(desk.hand()) * desk.seen.get().view.zoom;
    circle.style.setProperty("--width", `${width}px`);
  };
  element.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerType === "touch" || desk.hand().tool === "hand" || desk.grabs()) {
        hide();
        return;
      }
      const box = element.getBoundingClientRect();
      circle.classList.add("shown");
      circle.style.translate = `${event.clientX - box.left}px ${event.clientY - box.top}px`;
    },
    on,
  );
  element.addEventListener("pointerleave", hide, on);
  widen();
  const stops = [desk.seen.subscribe(widen), desk.held.subscribe(widen)];
  return () => {
    ends.abort();
    for (const stop of stops) stop();
  };
}
