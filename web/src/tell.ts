/** Short messages from anywhere on a page; what shows them is a script of its own. */

import type { VNode } from "preact";
import type { Store } from "./store";
import type { Toast } from "./toasts";
import type { Voice } from "./voice";

/** What tells: to those who hear, and to those who see, once there is somebody to show it. */
export interface Teller {
  voice: Voice;
  notes: Store<{ toasts: VNode | null }>;
}

/** Shows a toast; answers how to take it away. */
export type Tell = (toast: Toast) => () => void;

/** Tells in the toasts of a page. Their script is loaded at once: later the server may be away. */
export function tellIn(teller: Teller): Tell {
  const script = import("./ui/Toasts");
  script.catch(console.error);
  return (toast) => {
    let isGone = false;
    let remove = (): void => {
      isGone = true;
    };
    script.then(
      ({ toastsOf }) => {
        if (!isGone) remove = toastsOf(teller).show(toast);
      },
      () => teller.voice.say(toast.text),
    );
    return () => remove();
  };
}
