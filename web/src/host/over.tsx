/** Dialogs that are opened from a list that goes away: each is a tree of its own. */

import { render, type VNode } from "preact";

/** Shows what `draw` answers until it calls what it is handed. */
export function showOver(draw: (close: () => void) => VNode): void {
  const place = document.body.appendChild(document.createElement("div"));
  const close = (): void => {
    render(null, place);
    place.remove();
  };
  render(draw(close), place);
}
