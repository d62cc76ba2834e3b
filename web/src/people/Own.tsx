/** How one is seen, and what one sees of others: in the card of people, and in the settings. */

import { useId } from "preact/hooks";
import { useStore } from "../ui/useStore";
import { AUTHOR_COLORS } from "./colors";
import type { Company } from "./company";
import { CURSORS } from "./settings";
import { t } from "./words";

interface OwnProps {
  company: Company;
}

/** The own name. */
export function NameField({ company }: OwnProps) {
  const name = useStore(company.own, (own) => own.name);
  return (
    <input
      class="field"
      value={name}
      maxLength={company.drawing.client.limits.nameChars}
      aria-label={t("people.name")}
      autocomplete="nickname"
      dir="auto"
      onChange={(event) => company.rename(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && company.rename(event.currentTarget.value)}
    />
  );
}

/** The own colour. */
export function Colors({ company }: OwnProps) {
  const group = useId();
  const chosen = useStore(company.own, (own) => own.color);
  return (
    <fieldset class="colors">
      <legend class="unseen">{t("people.colors")}</legend>
      {AUTHOR_COLORS.map(({ name, color }) => (
        <label key={color} class="color" style={{ "--ink": color }} title={t(`color.${name}`)}>
          <input
            type="radio"
            class="unseen"
            name={group}
            aria-label={t(`color.${name}`)}
            checked={color === chosen}
            onChange={() => company.recolor(color)}
          />
        </label>
      ))}
    </fieldset>
  );
}

interface ChoiceProps extends OwnProps {
  class: string;
}

/** Whose pointers are shown. */
export function CursorChoice({ company, class: look }: ChoiceProps) {
  const cursors = useStore(company.own, (own) => own.cursors);
  return (
    <label class={look}>
      {t("cursors.label")}
      <select
        class="field"
        value={cursors}
        // Letters choose here, not among the tools.
        onKeyDown={(event) => event.stopPropagation()}
        onChange={({ currentTarget: { value } }) =>
          company.showCursors(CURSORS.find((one) => one === value) ?? "all")
        }
      >
        {CURSORS.map((one) => (
          <option key={one} value={one}>
            {t(`cursors.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** All of it, for the settings. */
export function OwnSettings({ company }: OwnProps) {
  return (
    <>
      <div class="setting setting-name">
        <span aria-hidden="true">{t("people.name")}</span>
        <NameField company={company} />
      </div>
      <Colors company={company} />
      <CursorChoice class="setting" company={company} />
    </>
  );
}
