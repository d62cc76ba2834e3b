import { useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import forms from "../styles/forms.css?inline";
import { tellIn } from "../tell";
import { Dialog } from "../ui/Dialog";
import { wear } from "../wear";
import css from "./host.css?inline";
import type { Whom } from "./ranking";
import { t } from "./words";

wear(forms);
wear(css);

/** Letters of a report (rule V27). */
const WORDS_MAX = 500;

interface ReportProps {
  drawing: Drawing;
  whom: Whom;
  onClose: () => void;
}

/** Asks what happened, and tells the hosts. */
export function ReportDialog({ drawing, whom, onClose }: ReportProps) {
  const [isEmpty, setIsEmpty] = useState(false);
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const words = String(new FormData(form).get("words")).trim();
    setIsEmpty(words === "");
    if (words === "") return;
    drawing.client.ask({ n: null, kind: "report", about: whom.author, words });
    form.closest("dialog")?.close();
    tellIn(drawing)({ text: t("report.done") });
  };
  return (
    <Dialog title={t("report.title")} onClose={onClose}>
      <form class="host-form" onSubmit={send} noValidate>
        <p id="report-about">{t("report.about", { name: whom.name })}</p>
        <label class="host-label" for="report-words">
          {t("report.field")}
        </label>
        <textarea
          class="field"
          id="report-words"
          name="words"
          rows={4}
          maxLength={WORDS_MAX}
          dir="auto"
          autoFocus
          aria-invalid={isEmpty}
          aria-describedby="report-about report-why"
          onInput={() => setIsEmpty(false)}
        />
        <p class="error" role="alert" id="report-why">
          {isEmpty && t("report.none")}
        </p>
        <div class="dialog-answers">
          <button type="submit" class="button button-main">
            {t("report.send")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
