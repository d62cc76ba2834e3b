import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import forms from "../styles/forms.css?inline";
import { Dialog } from "../ui/Dialog";
import { wear } from "../wear";
import css from "./naming.css?inline";
import { TITLE_MAX } from "./saved";
import { t } from "./words";

wear(forms);
wear(css);

interface NameDialogProps {
  title: string;
  /** What stands in the field at first. */
  name: string;
  yes: string;
  /** What else there is to know. */
  note?: string;
  /** Does it; answers in words why not, or null when it is done. */
  onName: (name: string, form: FormData) => Promise<string | null>;
  onClose: () => void;
  /** What else is asked. */
  children?: ComponentChildren;
}

/** Asks for a title; stays until it is taken. */
export function NameDialog(props: NameDialogProps) {
  const { title, name, yes, note, onName, onClose, children } = props;
  const id = useId();
  const [reason, setReason] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const typed = String(data.get("name")).trim();
    setIsBusy(true);
    const refused = typed === "" ? t("name.empty") : await onName(typed, data);
    setIsBusy(false);
    setReason(refused);
    if (refused === null) form.closest("dialog")?.close();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="naming" onSubmit={(event) => void submit(event)} noValidate>
        {note && <p id={`${id}-note`}>{note}</p>}
        <label class="naming-label" for={id}>
          {t("name.field")}
        </label>
        <input
          class="field"
          id={id}
          name="name"
          defaultValue={name}
          maxLength={TITLE_MAX}
          autocomplete="off"
          autoFocus
          aria-invalid={reason !== null}
          aria-describedby={note ? `${id}-note ${id}-reason` : `${id}-reason`}
          onFocus={(event) => event.currentTarget.select()}
          onInput={() => setReason(null)}
        />
        {children}
        <p class="error" role="alert" id={`${id}-reason`}>
          {reason}
        </p>
        <div class="dialog-answers">
          <button type="submit" class="button button-main" aria-disabled={isBusy}>
            {yes}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
