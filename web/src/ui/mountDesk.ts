import type { Drawing } from "../drawing";
import { Input } from "../input";
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
  const stage = new Stage(client, input, { paper, base }, desk);
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

/** What the bars cover of the desk: a bar that is higher than wide stands at a side. */
export function insetsOf(element: HTMLElement) {
  const desk = element.getBoundingClientRect();
  const insets = { top: 0, right: 0, bottom: 0, left: 0 };
  for (const bar of document.querySelectorAll("[data-covers]")) {
    const box = bar.getBoundingClientRect();
    if (box.width === 0) continue;
    if (bar.getAttribute("data-covers") === "top") insets.top = box.bottom - desk.top;
    else if (box.height <= box.width) insets.bottom = desk.bottom - box.top;
    else if (box.left > desk.width / 2) insets.right = desk.right - box.left;
    else insets.left = box.right - desk.left;
  }
  return insets;
}

/** Drawing with the keyboard: its script comes with the first key, and then does what was pressed meanwhile. */
function keys(
  base: HTMLCanvasElement,
  crosshair: HTMLElement,
  input: Input,
  drawing: Drawing,
): () => void {
  const ends = new AbortController();
  const meanwhile = new AbortController();
  let waiting: KeyboardEvent[] | null = null;
  const load = async (): Promise<void> => {
    if (waiting) return;
    waiting = [];
    const { drawByKeys } = await import("./keys");
    meanwhile.abort();
    drawByKeys(base, crosshair, drawing, ends.signal)(waiting);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || !/^(Arrow|Enter$| $|Escape$)/.test(event.key)) return;
    if (!waiting && !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    void load();
    waiting?.push(event);
  };
  base.addEventListener("keydown", press, meanwhile);
  base.addEventListener("focus", () => base.matches(":focus-visible") && load(), meanwhile);
  addEventListener("keydown", (event) => event.key === "Escape" && input.cancel(), ends);
  return () => {
    meanwhile.abort();
    ends.abort();
  };
}
