import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import css from "../styles/menus.css?inline";
import { wear } from "../wear";
import { openBeside } from "./openBeside";

wear(css);

interface MenuProps {
  label: string;
  /** The button that opened it; without one its style says where it stands. */
  opener?: HTMLElement | null;
  onClose: () => void;
  children: ComponentChildren;
}

/** A list of things to do. Arrows, Home and End move in it; Tab leaves it. */
export function Menu({ label, opener, onClose, children }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!menu.current) return;
    openBeside(menu.current, opener);
    itemsOf(menu.current)[0]?.focus();
  }, []);
  return (
    <div
      ref={menu}
      class="menu"
      popover="auto"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={move}
      onClick={() => menu.current?.hidePopover()}
      onToggle={(event) => event.newState === "closed" && onClose()}
    >
      {children}
    </div>
  );
}

interface ItemProps {
  href?: string;
  /** The name of the file that is saved, where it leads to one. */
  file?: string;
  /** Keys that do the same, or why it cannot be done. */
  keys?: string;
  isDisabled?: boolean;
  onChoose?: () => void;
  children: ComponentChildren;
}

/** One of them. */
export function MenuItem({ href, file, keys, isDisabled, onChoose, children }: ItemProps) {
  const inner = (
    <>
      {children}
      {keys && (
        <span class="menu-keys" aria-hidden={isDisabled ? undefined : true}>
          {keys}
        </span>
      )}
    </>
  );
  return href ? (
    <a class="menu-item" role="menuitem" tabIndex={-1} href={href} download={file}>
      {inner}
    </a>
  ) : (
    <button
      type="button"
      class="menu-item"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={isDisabled}
      onClick={isDisabled ? undefined : onChoose}
    >
      {inner}
    </button>
  );
}

function itemsOf(menu: Element): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
}

function move(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const items = itemsOf(menu);
  const at = items.indexOf(event.target as HTMLElement);
  const to: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  if (event.key === "Tab") menu.hidePopover();
  const next = to[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}
