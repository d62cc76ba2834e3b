/** Places a menu at the button that opened it; browsers do not all do it by style yet. */

/** Space between a menu and the bar or the edge of the window, in CSS pixels. */
const EDGE_PX = 8;

/** Centres an opened menu on its button, above the bar or beside it, as far as the window allows. */
export function putAbove(event: Event, button: HTMLElement | null): void {
  const menu = event.currentTarget;
  if (!(menu instanceof HTMLElement) || !button || !menu.matches(":popover-open")) return;
  const [from, size] = [button.getBoundingClientRect(), menu.getBoundingClientRect()];
  const bar = (button.closest(".bar") ?? button).getBoundingClientRect();
  const isUpright = bar.height > bar.width;
  const middle = centred(from.left, from.width, size.width, innerWidth);
  const isLeft = bar.left < innerWidth / 2;
  const beside = isLeft ? bar.right + EDGE_PX : bar.left - EDGE_PX - size.width;
  const above = bar.top - EDGE_PX - size.height;
  const top = isUpright ? centred(from.top, from.height, size.height, innerHeight) : above;
  menu.style.inset = `${top}px auto auto ${isUpright ? beside : middle}px`;
  menu.style.margin = "0";
}

/** Where something begins that has its middle where the other has its, kept inside of the window. */
function centred(from: number, length: number, own: number, whole: number): number {
  return Math.max(EDGE_PX, Math.min(from + length / 2 - own / 2, whole - own - EDGE_PX));
}
