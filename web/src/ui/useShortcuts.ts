import { useEffect } from "preact/hooks";
import { choices } from "../choices";
import type { Drawing } from "../drawing";
import { commandOf, isTyping } from "../shortcuts";

/** Elements that use Space themselves. */
const USES_SPACE = "button, a, input, dialog, [popover]";

/** Makes the keys of the draw page work while nobody types and no dialog is open. */
export function useShortcuts(drawing: Drawing): void {
  useEffect(() => {
    const ends = new AbortController();
    const hold = (held: boolean): void => {
      drawing.desk.spaceHeld = held;
      document.body.classList.toggle("grabs", held);
    };
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isElsewhere(event)) return;
      if (event.key === " " && !usesSpace(event.target)) {
        event.preventDefault();
        hold(true);
        return;
      }
      const command = commandOf(event, choices.get().letters);
      if (!command) return;
      event.preventDefault();
      drawing.run(command);
    };
    const release = (event: KeyboardEvent): void => {
      if (event.key === " ") hold(false);
    };
    addEventListener("keydown", press, ends);
    addEventListener("keyup", release, ends);
    // A key let go in another window is never told.
    addEventListener("blur", () => hold(false), ends);
    return () => ends.abort();
  }, [drawing]);
}

function isElsewhere(event: KeyboardEvent): boolean {
  return isTyping(event.target) || document.querySelector("dialog[open]") !== null;
}

function usesSpace(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(USES_SPACE) !== null;
}
