import type { DrawDesk } from "../desk";
import { t } from "../i18n";
import { SIZE_STEPS, sizeAt, stepOf } from "../palette";
import { useStore } from "./useStore";

/** Largest and smallest dot that is shown beside the control, in CSS pixels. */
const DOT_PX_MAX = 28;
const DOT_PX_MIN = 3;

/** How wide the stroke is, with a dot as wide as it will be. */
export function Size({ desk }: { desk: DrawDesk }) {
  const size = useStore(desk.held, (hand) => hand.size);
  return (
    <label class="size" title={`${t("size.label")} ([ ])`}>
      <span class="unseen">{t("size.label")}</span>
      <input
        type="range"
        min={0}
        max={SIZE_STEPS}
        value={stepOf(size)}
        aria-valuetext={t("size.value", { count: size })}
        onInput={(event) => desk.held.set({ size: sizeAt(event.currentTarget.valueAsNumber) })}
      />
      <Dot desk={desk} />
      <span class="size-number" aria-hidden="true">
        {size}
      </span>
    </label>
  );
}

/** The stroke's end: its colour, and its width on the screen as far as there is room. */
function Dot({ desk }: { desk: DrawDesk }) {
  const size = useStore(desk.held, (hand) => hand.size);
  const color = useStore(desk.held, (hand) => hand.color);
  const zoom = useStore(desk.seen, (seen) => seen.view.zoom);
  const width = Math.min(Math.max(size * zoom, DOT_PX_MIN), DOT_PX_MAX);
  return (
    <span class="dot" aria-hidden="true">
      <span class="dot-ink" style={{ "--ink": color, width: `${width}px`, height: `${width}px` }} />
    </span>
  );
}
