/** Makes a row of controls one stop of the Tab key; arrows, Home and End move inside. */

/** Keys that move inside a toolbar. Up and down stay with the size control. */
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

const ITEMS = "button:not(:disabled), input, a[href]";

/** From here on, as long as the row is on the page. */
export function rove(bar: HTMLElement): void {
  bar.addEventListener("keydown", (event) => move(bar, event));
  bar.addEventListener("focusin", (event) => stopAt(bar, event.target));
  // Controls come and go with what they show.
  new MutationObserver(() => keepOneStop(bar)).observe(bar, { childList: true, subtree: true });
  stopAt(bar, document.activeElement);
  keepOneStop(bar);
}

function itemsOf(bar: Element): HTMLElement[] {
  const all = [...bar.querySelectorAll<HTMLElement>(ITEMS)];
  return all.filter((item) => item.closest("[popover], dialog") === null);
}

function keepOneStop(bar: Element): void {
  const items = itemsOf(bar);
  const stop = items.find((item) => item.tabIndex === 0 && item.dataset.stop) ?? items[0];
  if (stop) stopAt(bar, stop);
}

function stopAt(bar: Element, target: EventTarget | null): void {
  const items = itemsOf(bar);
  if (!items.includes(target as HTMLElement)) return;
  for (const item of items) {
    item.tabIndex = item === target ? 0 : -1;
    if (item === target) item.dataset.stop = "here";
    else delete item.dataset.stop;
  }
}

function move(bar: Element, event: KeyboardEvent): void {
  const items = itemsOf(bar);
  const at = items.indexOf(event.target as HTMLElement);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = nextOf(event.key, at, items.length);
  if (next === null) return;
  event.preventDefault();
  items[next]?.focus();
}

function nextOf(key: string, at: number, count: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = STEPS[key] ?? 0;
  const turn = document.documentElement.dir === "rtl" ? -step : step;
  return step ? (at + turn + count) % count : null;
}
