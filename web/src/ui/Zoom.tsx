import type { DrawDesk } from "../desk";
import { t } from "../i18n";
import { IconButton } from "./Button";
import { useStore } from "./useStore";

/** One press of a zoom button. */
const STEP = 1.25;

/** How large the paper is shown, with buttons for those without wheel or two fingers. */
export function Zoom({ desk }: { desk: DrawDesk }) {
  const percent = useStore(desk.seen, ({ view }) => Math.round(view.zoom * 100));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="zoom" role="group" aria-label={t("zoom.label")}>
      <IconButton icon="minus" label={t("zoom.out")} onClick={() => desk.zoomBy(1 / STEP)} />
      <button
        type="button"
        class="zoom-number"
        aria-label={t("zoom.fit", { percent })}
        title={`${t("zoom.fit", { percent })} (F)`}
        onClick={() => desk.showAll()}
      >
        {percent} %
      </button>
      <IconButton icon="plus" label={t("zoom.in")} onClick={() => desk.zoomBy(STEP)} />
    </div>
  );
}
