/** Places a menu above the button that opened it; browsers do not all do it by style yet. */

/** Space between a menu and the bar or the edge of the window, in CSS pixels. */
const EDGE_PX = 8;

/** Centres an opened menu on its button, as far as the window allows. */
export function putAbove(event: Event, button: HTMLElement | null): void {
  const menu = event.currentTarget;
  if (!(menu instanceof HTMLElement) || !button || !menu.matches(":popover-open")) return;
  const [from, size] = [button.getBoundingClientRect(), menu.getBoundingClientRect()];
  const most = innerWidth - size.width - EDGE_PX;
  const left = Math.max(EDGE_PX, Math.min(from.left + from.width / 2 - size.width / 2, most));
  const bar = (button.closest(".bar") ?? button).getBoundingClientRect();
  menu.style.bottom = `${innerHeight - bar.top + EDGE_PX}px`;
  menu.style.left = `${left}px`;
  menu.style.right = "auto";
  menu.style.margin = "0";
}
