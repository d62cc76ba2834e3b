/** Short messages from anywhere on the draw page; what shows them is a script of its own. */

import type { Drawing } from "./drawing";
import type { Toast } from "./toasts";

/** Shows a toast; answers how to take it away. */
export type Tell = (toast: Toast) => () => void;

/** Tells in the toasts of a drawing. Their script is loaded at once: later the server may be away. */
export function tellIn(drawing: Drawing): Tell {
  const script = import("./ui/Toasts");
  script.catch(console.error);
  return (toast) => {
    let isGone = false;
    let remove = (): void => {
      isGone = true;
    };
    script.then(
      ({ toastsOf }) => {
        if (!isGone) remove = toastsOf(drawing).show(toast);
      },
      () => drawing.voice.say(toast.text),
    );
    return () => remove();
  };
}
