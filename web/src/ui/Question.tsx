import { useId, useLayoutEffect, useRef } from "preact/hooks";
import dialogs from "../styles/dialogs.css?inline";
import forms from "../styles/forms.css?inline";
import { wear } from "../wear";

wear(forms);
wear(dialogs);

interface QuestionProps {
  question: string;
  /** What else there is to know before answering. */
  note: string;
  yes: string;
  no: string;
  /** Something goes: the button says so by its colour. */
  isDanger?: boolean;
  onYes: (event: MouseEvent) => void;
  onClose: () => void;
}

/** Asks before something happens; the way out comes first. */
export function Question({ question, note, yes, no, isDanger, onYes, onClose }: QuestionProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // At once: after the paint it would be shown a frame later.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={`${id}-question`}
      aria-describedby={`${id}-note`}
      onClose={onClose}
    >
      <h2 id={`${id}-question`}>{question}</h2>
      <p id={`${id}-note`}>{note}</p>
      <div class="dialog-answers">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {no}
        </button>
        <button
          type="button"
          class={`button ${isDanger ? "button-danger" : "button-main"}`}
          onClick={(event) => {
            // Closing first gives the focus back to where it was.
            dialog.current?.close();
            onYes(event);
          }}
        >
          {yes}
        </button>
      </div>
    </dialog>
  );
}
