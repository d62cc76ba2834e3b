import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t } from "../i18n";
import { ofDevice, read, write } from "../storage";
import { useStore } from "./useStore";

const HINT_KEY = "easel.hint";

/** One line for who is here for the first time, gone with the first stroke; or what could not be loaded. */
export function Hint({ drawing }: { drawing: Drawing }) {
  const drew = useStore(drawing.desk.held, (hand) => hand.drew);
  const [isFirst] = useState(() => read(ofDevice, HINT_KEY) === null);
  useEffect(() => {
    if (drew) write(ofDevice, HINT_KEY, "seen");
  }, [drew]);
  const failed = useStore(drawing.over, (over) => over.failed);
  if (failed) {
    return (
      <p class="hint error" role="alert">
        {t("app.failed")}
      </p>
    );
  }
  return isFirst && !drew ? <p class="hint">{t("hint.first")}</p> : null;
}

/** What is read out. */
export function Said({ drawing: { voice } }: { drawing: Drawing }) {
  const text = useStore(voice.said, (said) => said.text);
  return (
    <p class="unseen" role="status" aria-live="polite">
      {text}
    </p>
  );
}
