/** Opens a menu at its button; browsers do not all do it by style yet. */

/** Space between a menu and its button or the edge of the window, in CSS pixels. */
const EDGE_PX = 8;

/** Opens a menu: beside its button, or where its style says when there is none. */
export function openBeside(menu: HTMLElement, button: HTMLElement | null | undefined): void {
  menu.showPopover();
  if (button) putBeside(menu, button);
}

/** Puts an opened menu below its button, or above it where there is more room, within the window. */
function putBeside(menu: HTMLElement, button: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const below = innerHeight - from.bottom;
  const isBelow = below >= menu.offsetHeight + 2 * EDGE_PX || below >= from.top;
  const room = (isBelow ? below : from.top) - 2 * EDGE_PX;
  const most = innerWidth - menu.offsetWidth - EDGE_PX;
  // Its end at the end of the button, in either direction of writing.
  const isRtl = getComputedStyle(menu).direction === "rtl";
  const left = isRtl ? from.left : from.right - menu.offsetWidth;
  Object.assign(menu.style, {
    inset: isBelow
      ? `${from.bottom + EDGE_PX}px auto auto`
      : `auto auto ${innerHeight - from.top + EDGE_PX}px`,
    left: `${Math.max(EDGE_PX, Math.min(left, most))}px`,
    maxHeight: `${room}px`,
  });
}
