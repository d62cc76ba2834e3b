import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

/** A row of controls that is one stop of the Tab key: the script for that comes with the first focus. */
export function Toolbar({ label, children }: { label: string; children: ComponentChildren }) {
  const isRoving = useRef(false);
  const rove = (event: FocusEvent): void => {
    if (isRoving.current) return;
    isRoving.current = true;
    const bar = event.currentTarget as HTMLElement;
    // Without it every control is a stop, which also works.
    import("./roving").then((script) => script.rove(bar)).catch(console.error);
  };
  return (
    <div class="bar" role="toolbar" aria-label={label} onFocusIn={rove} onMouseDown={keepFocus}>
      {children}
    </div>
  );
}

/** A click must not take the focus from the drawing, else Space would press the button again. */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest("button")) event.preventDefault();
}
