import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { speak, type Words } from "../i18n";
import dialogs from "../styles/dialogs.css?inline";
import { wear } from "../wear";
import { IconButton } from "./Button";

wear(dialogs);

/** The words of every dialog, in English. */
export const en = { close: "Close" } as const satisfies Words;

const t = speak(en, "dialog");

let count = 0;

interface DialogProps {
  title: string;
  onClose: () => void;
  isWide?: boolean;
  children: ComponentChildren;
}

/** A dialog with a title and a way out: ✕, Escape, or a press beside it. */
export function Dialog({ title, onClose, isWide, children }: DialogProps) {
  // Not `useId`: some dialogs are a tree of their own, and each tree counts from the same beginning.
  const [id] = useState(() => `dialog-${++count}`);
  const dialog = useRef<HTMLDialogElement>(null);
  // At once: after the paint it would be shown a frame later.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const close = (): void => dialog.current?.close();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Escape, which a dialog has
    <dialog
      ref={dialog}
      class={isWide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && isBeside(event) && close()}
    >
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label={t("close")} onClick={close} />
      </header>
      {children}
    </dialog>
  );
}

function isBeside(event: MouseEvent): boolean {
  const box = (event.target as Element).getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}
