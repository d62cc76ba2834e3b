import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Keys that move inside a toolbar. Up and down stay with the size control. */
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

const ITEMS = "button:not(:disabled), input, a[href]";

/** A row of controls that is one stop of the Tab key; arrows, Home and End move inside. */
export function Toolbar({ label, children }: { label: string; children: ComponentChildren }) {
  const bar = useRef<HTMLDivElement>(null);
  // Without dependencies: controls come and go with what they show.
  useEffect(() => {
    if (bar.current) keepOneStop(bar.current);
  });
  return (
    <div
      ref={bar}
      class="bar"
      role="toolbar"
      aria-label={label}
      onKeyDown={move}
      onFocusIn={(event) => stopAt(event.currentTarget, event.target)}
      onMouseDown={keepFocus}
    >
      {children}
    </div>
  );
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

function move(event: KeyboardEvent): void {
  const bar = event.currentTarget as Element;
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
  const step = STEPS[key];
  return step ? (at + step + count) % count : null;
}

/** A click must not take the focus from the drawing, else Space would press the button again. */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest("button")) event.preventDefault();
}
