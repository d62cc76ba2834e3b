/** The first page of the dialog: what kind of film, how long, how wide. */

import { useEffect, useRef, useState } from "preact/hooks";
import { type Format, formatsOf, type Wish } from "./making";
import { type en, t } from "./words";

const LENGTHS_S = [10, 30, 60, 120, 300];
const WIDTHS_PX = [480, 960, 1_920];

/** What was chosen last is what a person finds again. */
let last: Wish = { format: "gif", seconds: 30, width: 960, skipPauses: true };
let isFirst = true;

/** What may be chosen of a film. */
export function Choose({ onWish }: { onWish: (wish: Wish) => void }) {
  const [formats, setFormats] = useState<readonly Format[] | null | "asked">("asked");
  const [wish, setWish] = useState(last);
  useEffect(() => {
    formatsOf().then((found) => {
      setFormats(found);
      // At first the one most people want, and always one there is.
      const [best] = found ?? [];
      if (best && (isFirst || !found?.includes(last.format))) change({ format: best });
    });
  }, []);
  const change = (part: Partial<Wish>): void => {
    last = { ...last, ...part };
    isFirst = false;
    setWish(last);
  };
  if (formats === "asked") return <p>{t("loading")}</p>;
  if (!formats?.length) return <p class="error">{t("failed.offline")}</p>;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onWish(wish);
  };
  return (
    <form class="film" onSubmit={submit}>
      <Kinds formats={formats} chosen={wish.format} onChoose={(format) => change({ format })} />
      <Several
        label="length"
        values={LENGTHS_S}
        value={wish.seconds}
        name={(seconds) =>
          seconds % 60 ? t("seconds", { count: seconds }) : t("minutes", { count: seconds / 60 })
        }
        onChoose={(seconds) => change({ seconds })}
      />
      <Several
        label="width"
        values={WIDTHS_PX}
        value={wish.width}
        name={(width) => t("pixels", { count: width })}
        onChoose={(width) => change({ width })}
      />
      <label class="film-check">
        <input
          type="checkbox"
          checked={wish.skipPauses}
          onInput={(event) => change({ skipPauses: event.currentTarget.checked })}
        />
        {t("pauses")}
      </label>
      <div class="dialog-answers">
        <button type="submit" class="button button-main">
          {t("make")}
        </button>
      </div>
    </form>
  );
}

interface KindsProps {
  formats: readonly Format[];
  chosen: Format;
  onChoose: (format: Format) => void;
}

function Kinds({ formats, chosen, onChoose }: KindsProps) {
  const first = useRef<HTMLInputElement>(null);
  // The dialog was open before there was anything to choose.
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset class="film-kinds">
      <legend>{t("kind")}</legend>
      {formats.map((format) => (
        <label key={format} class="film-kind">
          <input
            ref={format === chosen ? first : undefined}
            type="radio"
            name="format"
            checked={format === chosen}
            onInput={() => onChoose(format)}
          />
          <span>
            {t(format)}
            <small>{t(`${format}.what`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface SeveralProps {
  label: keyof typeof en & ("length" | "width");
  values: readonly number[];
  value: number;
  name: (value: number) => string;
  onChoose: (value: number) => void;
}

function Several({ label, values, value, name, onChoose }: SeveralProps) {
  return (
    <label class="film-several">
      {t(label)}
      <select value={value} onInput={(event) => onChoose(Number(event.currentTarget.value))}>
        {values.map((one) => (
          <option key={one} value={one}>
            {name(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
