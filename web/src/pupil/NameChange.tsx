import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { LiveClass } from "../class/live";
import { LIMITS } from "../roomView";
import { t } from "./words";

/** The own name while one waits: the class may add a number to it. */
export function NameChange({ live, name }: { live: LiveClass; name: string }) {
  const id = useId();
  const [typed, setTyped] = useState(name);
  const [said, setSaid] = useState("");
  const asked = useRef(false);
  useEffect(() => {
    setTyped(name);
    if (asked.current) setSaid(t("wait.renamed", { name }));
    asked.current = false;
  }, [name]);
  const wanted = typed.trim();
  const isNew = wanted !== "" && wanted !== name;
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isNew) asked.current = live.send({ type: "name", name: wanted });
  };
  return (
    <form class="join" onSubmit={save} noValidate>
      <label class="join-label" for={`${id}-name`}>
        {t("name.label")}
      </label>
      <div class="join-row">
        <input
          class="field"
          id={`${id}-name`}
          dir="auto"
          value={typed}
          maxLength={LIMITS.nameChars}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        {/* Not `disabled`: the button that was pressed would lose the focus. */}
        <button type="submit" class="button" aria-disabled={!isNew}>
          {t("wait.save")}
        </button>
      </div>
      <p class="door-note" role="status">
        {said}
      </p>
    </form>
  );
}
