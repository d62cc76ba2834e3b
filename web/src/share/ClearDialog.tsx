import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "./words";

interface ClearDialogProps {
  onClear: () => void;
  onClose: () => void;
}

/** Asks before everybody's drawing goes. */
export function ClearDialog({ onClear, onClose }: ClearDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // At once: after the paint it would be shown a frame later.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const answer = (clears: boolean): void => {
    // Closing first gives the focus back to where it was.
    dialog.current?.close();
    if (clears) onClear();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="clear-question" onClose={onClose}>
      <h2 id="clear-question">{t("clear.question")}</h2>
      <p>{t("clear.undo")}</p>
      <div class="dialog-answers">
        <button type="button" class="button" onClick={() => answer(false)}>
          {t("cancel")}
        </button>
        <button type="button" class="button button-danger" onClick={() => answer(true)}>
          {t("clear.yes")}
        </button>
      </div>
    </dialog>
  );
}
