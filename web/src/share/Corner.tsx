import { useEffect, useState } from "preact/hooks";
import type { DrawDesk } from "../desk";
import type { Drawing } from "../drawing";
import { IconButton } from "../ui/Button";
import { useStore } from "../ui/useStore";
import { ZOOM_STEP } from "../view";
import { t } from "./words";

/** What stands in the corners: how large the paper is, and whether fingers draw. */
export function Corner({ drawing }: { drawing: Drawing }) {
  return (
    <div class="corner">
      <Zoom desk={drawing.desk} />
      <PenChip drawing={drawing} />
    </div>
  );
}

/** How large the paper is shown, with buttons for those without wheel or two fingers. */
function Zoom({ desk }: { desk: DrawDesk }) {
  const percent = useStore(desk.seen, ({ view }) => Math.round(view.zoom * 100));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="zoom" role="group" aria-label={t("zoom.label")}>
      <IconButton
        icon="minus"
        label={t("zoom.out")}
        keys="Ctrl+−"
        onClick={() => desk.zoomBy(1 / ZOOM_STEP)}
      />
      <button
        type="button"
        class="zoom-number"
        aria-label={t("zoom.fit", { percent })}
        title={`${t("zoom.fit", { percent })} (F)`}
        onClick={() => desk.showAll()}
      >
        {percent} %
      </button>
      <IconButton
        icon="plus"
        label={t("zoom.in")}
        keys="Ctrl++"
        onClick={() => desk.zoomBy(ZOOM_STEP)}
      />
    </div>
  );
}

/** A chip while fingers only move the paper, and the way out. */
function PenChip({ drawing: { desk, voice } }: { drawing: Drawing }) {
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
