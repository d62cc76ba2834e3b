import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t } from "../i18n";
import { pathOf } from "../rooms";
import { ofDevice, read, write } from "../storage";
import { Export } from "./Tools";
import { useStore } from "./useStore";

const HINT_KEY = "easel.hint";

/** One line for who is here for the first time; gone with the first stroke. */
export function Hint({ drawing }: { drawing: Drawing }) {
  const drew = useStore(drawing.desk.held, (hand) => hand.drew);
  const [isFirst] = useState(() => read(ofDevice, HINT_KEY) === null);
  useEffect(() => {
    if (drew) write(ofDevice, HINT_KEY, "seen");
  }, [drew]);
  return isFirst && !drew ? <p class="hint">{t("hint.first")}</p> : null;
}

/** A chip while fingers only move the paper, and the way out. */
export function PenChip({ drawing: { desk, voice } }: { drawing: Drawing }) {
  const isOn = useStore(desk.held, (hand) => hand.penMode);
  const [wasOn, setWasOn] = useState(isOn);
  useEffect(() => {
    if (isOn !== wasOn) voice.say(t(isOn ? "pen.on" : "pen.off"));
    setWasOn(isOn);
  }, [isOn, wasOn, voice]);
  if (!isOn) return null;
  return (
    <button
      type="button"
      class="button pen-chip"
      aria-label={t("pen.label")}
      onClick={() => desk.exitPenMode()}
    >
      {t("pen.mode")}
    </button>
  );
}

/** The bar of who only watches. */
export function WatchBar({ drawing }: { drawing: Drawing }) {
  return (
    <div class="bar watch-bar">
      <span>{t("watch.note")}</span>
      <a class="button" href={pathOf(drawing.room)}>
        {t("watch.draw")}
      </a>
      <Export drawing={drawing} />
    </div>
  );
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
