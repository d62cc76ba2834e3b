import type { DrawDesk } from "../desk";
import { t } from "../i18n";
import { nameOfColor } from "../palette";
import { useStore } from "./useStore";

/** The twelve colours. */
export function Swatches({ desk }: { desk: DrawDesk }) {
  const chosen = useStore(desk.held, (hand) => hand.color);
  const colors = useStore(desk.held, (hand) => hand.colors.join(" "));
  return (
    <div class="swatches" role="radiogroup" aria-label={t("color.label")}>
      {colors.split(" ").map((color, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio takes the arrow keys from the toolbar
        <button
          key={index}
          type="button"
          role="radio"
          class="swatch"
          aria-checked={chosen === color}
          aria-label={t(`color.${nameOfColor(color)}`)}
          title={`${t(`color.${nameOfColor(color)}`)} (${keyOf(index)})`}
          style={{ "--ink": color }}
          onClick={() => desk.dip(color)}
        />
      ))}
    </div>
  );
}

function keyOf(index: number): string {
  return index < 6 ? String(index + 1) : `Shift+${index - 5}`;
}
