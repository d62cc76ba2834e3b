/** Opacity, colours of one's own, and the zoom where it has no corner. */

import { useId, useRef } from "preact/hooks";
import { speak } from "../../i18n";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { useStore } from "../../ui/useStore";
import { ZOOM_STEP } from "../../view";
import type { BenchProps } from "../index";
import type { OwnColors } from "../ownColors";
import { t } from "../words";
import { putAbove } from "./putAbove";

// As the corner of a wide window says it.
const ofCorner = speak(
  {
    "zoom.label": "Zoom",
    "zoom.in": "Zoom in",
    "zoom.out": "Zoom out",
    "zoom.fit": "{percent} % – fit to the window",
  },
  "share",
);

/** What can be chosen, in percent. */
const OPACITIES = [100, 60, 30];

interface MoreProps extends BenchProps {
  colors: OwnColors;
}

/** Of the wide bar. */
export function MoreButton(props: MoreProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton icon="more" label={t("more")} popover={id} buttonRef={button} />
      <div
        class="sheet more-menu"
        id={id}
        popover="auto"
        onToggle={(event) => putAbove(event, button.current)}
      >
        <MoreRows {...props} />
      </div>
    </>
  );
}

/** All rows, for a menu or a sheet. */
export function MoreRows({ drawing, colors }: MoreProps) {
  return (
    <>
      <Opacity drawing={drawing} />
      <Colors drawing={drawing} colors={colors} />
      <Zoom drawing={drawing} />
    </>
  );
}

function Opacity({ drawing: { desk } }: BenchProps) {
  const chosen = useStore(desk.held, (hand) => hand.opacity);
  return (
    <fieldset class="pick">
      <legend>{t("opacity")}</legend>
      {OPACITIES.map((percent) => {
        const opacity = Math.round((percent * 255) / 100);
        return (
          <button
            key={percent}
            type="button"
            class="tool pick-one"
            aria-pressed={chosen === opacity}
            onClick={() => desk.held.set({ opacity })}
          >
            {t("percent", { percent })}
          </button>
        );
      })}
    </fieldset>
  );
}

/** For those without wheel, keys or two fingers. */
function Zoom({ drawing: { desk } }: BenchProps) {
  const percent = useStore(desk.seen, ({ view }) => Math.round(view.zoom * 100));
  return (
    <fieldset class="pick pick-zoom">
      <legend>{ofCorner("zoom.label")}</legend>
      <IconButton
        icon="minus"
        label={ofCorner("zoom.out")}
        onClick={() => desk.zoomBy(1 / ZOOM_STEP)}
      />
      <button
        type="button"
        class="tool pick-one"
        aria-label={ofCorner("zoom.fit", { percent })}
        onClick={() => desk.showAll()}
      >
        {t("percent", { percent })}
      </button>
      <IconButton icon="plus" label={ofCorner("zoom.in")} onClick={() => desk.zoomBy(ZOOM_STEP)} />
    </fieldset>
  );
}

function Colors({ drawing: { desk }, colors }: MoreProps) {
  const added = useStore(colors.recent, ({ colors }) => colors.join(" "));
  const chosen = useStore(desk.held, (hand) => hand.color);
  return (
    <fieldset class="pick">
      <legend>{t("recent")}</legend>
      <label class="tool add-color" title={t("addColor")}>
        <Icon name="plus" />
        <input
          type="color"
          aria-label={t("addColor")}
          onChange={(event) => colors.add(event.currentTarget.value)}
        />
      </label>
      {added
        .split(" ")
        .filter(Boolean)
        .map((color) => (
          <button
            key={color}
            type="button"
            class="swatch"
            aria-label={t("recentColor", { color })}
            aria-pressed={chosen === color}
            title={color}
            style={{ "--ink": color }}
            onClick={() => desk.dip(color)}
          />
        ))}
    </fieldset>
  );
}
