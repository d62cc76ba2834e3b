/** Opacity and colours of one's own. */

import { useId, useRef } from "preact/hooks";
import { IconButton } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { useStore } from "../../ui/useStore";
import type { BenchProps } from "../index";
import type { OwnColors } from "../ownColors";
import { t } from "../words";
import { putAbove } from "./putAbove";

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
