import { t } from "./hidingWords";

interface SinceProps {
  /** The place that is shown. */
  seq: number;
  onChoose: (since: number) => void;
}

/** Since when: all of it, or what was done after the moment that is shown. */
export function Since({ seq, onChoose }: SinceProps) {
  return (
    <fieldset class="hiding-group">
      <legend>{t("since")}</legend>
      <label class="choice">
        <input type="radio" name="since" defaultChecked onChange={() => onChoose(0)} />
        {t("start")}
      </label>
      <label class="choice">
        <input type="radio" name="since" onChange={() => onChoose(seq)} />
        {t("moment")}
      </label>
    </fieldset>
  );
}
