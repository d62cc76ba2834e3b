import type { DrawDesk } from "../desk";
import { t } from "../i18n";
import { PALETTE } from "../palette";
import { useStore } from "./useStore";

/** The twelve colours. */
export function Swatches({ desk }: { desk: DrawDesk }) {
  const chosen = useStore(desk.held, (hand) => hand.color);
  return (
    <div class="swatches" role="radiogroup" aria-label={t("color.label")}>
      {PALETTE.map(({ name, color }, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio takes the arrow keys from the toolbar
        <button
          key={name}
          type="button"
          role="radio"
          class="swatch"
          aria-checked={chosen === color}
          aria-label={t(`color.${name}`)}
          title={`${t(`color.${name}`)} (${keyOf(index)})`}
          style={{ "--ink": color }}
          onClick={() => desk.held.set({ color, tool: "pencil" })}
        />
      ))}
    </div>
  );
}

function keyOf(index: number): string {
  return index < 6 ? String(index + 1) : `Shift+${index - 5}`;
}
