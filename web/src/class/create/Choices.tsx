import { Fragment } from "preact";
import { useId } from "preact/hooks";
import type { Mode } from "../protocol";
import { type Begin, GROUP_MAX, GROUP_MIN, type Wish } from "./making";
import { t } from "./words";

interface ChoicesProps {
  wish: Wish;
  onChange: (part: Partial<Wish>) => void;
}

const MODES: Mode[] = ["each", "groups", "one"];
const BEGINS: Begin[] = ["blank", "grid", "lines", "image"];

/** What kind of class it is. */
export function Choices({ wish, onChange }: ChoicesProps) {
  return (
    <>
      <Modes wish={wish} onChange={onChange} />
      <Begins wish={wish} onChange={onChange} />
      <label class="choice">
        <input
          type="checkbox"
          checked={wish.waiting}
          onInput={(event) => onChange({ waiting: event.currentTarget.checked })}
        />
        {t("waiting")}
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={wish.names}
          onInput={(event) => onChange({ names: event.currentTarget.checked })}
        />
        {t("names")}
      </label>
    </>
  );
}

function Modes({ wish, onChange }: ChoicesProps) {
  return (
    <fieldset class="teach-set">
      <legend>{t("mode")}</legend>
      {MODES.map((mode) => (
        <Fragment key={mode}>
          <label class="teach-mode">
            <input
              type="radio"
              name="mode"
              checked={wish.mode === mode}
              onInput={() => onChange({ mode })}
            />
            <span>
              {t(`mode.${mode}`)}
              <small>{t(`mode.${mode}.what`)}</small>
            </span>
          </label>
          {mode === "groups" && wish.mode === mode && <Size wish={wish} onChange={onChange} />}
        </Fragment>
      ))}
    </fieldset>
  );
}

function Size({ wish, onChange }: ChoicesProps) {
  const id = useId();
  return (
    <div class="teach-size">
      <label for={id}>{t("size")}</label>
      <input
        class="field"
        id={id}
        type="number"
        min={GROUP_MIN}
        max={GROUP_MAX}
        value={wish.groupSize}
        onChange={(event) => onChange({ groupSize: within(event.currentTarget.valueAsNumber) })}
      />
    </div>
  );
}

/** A size a group can have. */
function within(size: number): number {
  return Math.min(Math.max(Math.round(size) || GROUP_MIN, GROUP_MIN), GROUP_MAX);
}

function Begins({ wish, onChange }: ChoicesProps) {
  return (
    <fieldset class="teach-set">
      <legend>{t("begin")}</legend>
      <div class="teach-begins">
        {BEGINS.map((begin) => (
          <label key={begin} class="teach-begin">
            <input
              type="radio"
              name="begin"
              checked={wish.begin === begin}
              onInput={() => onChange({ begin })}
            />
            <span class="teach-paper" data-begin={begin} aria-hidden="true" />
            {t(`begin.${begin}`)}
          </label>
        ))}
      </div>
      {wish.begin === "image" && (
        <label class="teach-file">
          {t("file")}
          <input
            type="file"
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => onChange({ file: event.currentTarget.files?.[0] ?? null })}
          />
        </label>
      )}
    </fieldset>
  );
}
