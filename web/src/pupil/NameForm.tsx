import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Enter } from "../class/protocol";
import { LIMITS } from "../roomView";
import type { FoundClass } from "./CodeForm";
import { t } from "./words";

interface NameFormProps {
  found: FoundClass;
  onEnter: (way: Enter) => void;
  onElsewhere: () => void;
}

/** Asks how the teacher shall call a pupil, who is new, or was here on another device. */
export function NameForm({ found, onEnter, onElsewhere }: NameFormProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [isAgain, setIsAgain] = useState(false);
  const [isEmpty, setIsEmpty] = useState(false);
  useEffect(() => field.current?.focus(), [isAgain]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = (field.current?.value ?? "").trim();
    setIsEmpty(name === "");
    if (name) onEnter(isAgain ? { name, again: true } : { name });
    else field.current?.focus();
  };
  return (
    <form class="door-form" onSubmit={submit} noValidate>
      <h1 class="door-title" dir="auto">
        {found.title}
      </h1>
      <div class="join">
        <label class="join-label" for={`${id}-name`}>
          {t("name.label")}
        </label>
        <input
          ref={field}
          class="field large-field"
          id={`${id}-name`}
          name="name"
          dir="auto"
          maxLength={LIMITS.nameChars}
          autocomplete="off"
          autocapitalize="words"
          enterKeyHint="go"
          spellcheck={false}
          aria-invalid={isEmpty}
          aria-describedby={`${id}-${isEmpty ? "error" : "hint"}`}
          onInput={() => setIsEmpty(false)}
        />
        {isEmpty ? (
          <p class="error" role="alert" id={`${id}-error`}>
            {t("name.empty")}
          </p>
        ) : (
          <p class="door-note" id={`${id}-hint`}>
            {t(isAgain ? "again.note" : "name.hint")}
          </p>
        )}
      </div>
      <button type="submit" class="button button-main button-large">
        {t(isAgain ? "again.join" : "name.join")}
      </button>
      <div class="door-ways">
        <button type="button" class="link-button" onClick={() => setIsAgain(!isAgain)}>
          {t(isAgain ? "again.stop" : "again.start")}
        </button>
        <button type="button" class="link-button" onClick={onElsewhere}>
          {t("out.code")}
        </button>
      </div>
    </form>
  );
}
