import { useEffect, useId, useRef, useState } from "preact/hooks";
import { foundByCode, type LookupError } from "../landing";
import { pathOf } from "../rooms";
import { codeMeant, codeOfPath, codeSpoken } from "./path";
import { t } from "./words";

/** Time between two tries while the server cannot be reached, in ms. */
const RETRY_MS = 3_000;

/** A class that a code leads to. */
export interface FoundClass {
  class: string;
  title: string;
  code: string;
}

/** One large field for the code; a room's code leads right into it. */
export function CodeForm({ onFound }: { onFound: (found: FoundClass) => void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [given] = useState(() => codeOfPath(location.pathname));
  const [error, setError] = useState<"empty" | LookupError | null>(null);
  const [isLooking, setIsLooking] = useState(() => codeMeant(given) !== null);
  const fail = (next: "empty" | LookupError): void => {
    setIsLooking(false);
    setError(next);
    if (next !== "unreachable") field.current?.focus();
  };
  const look = async (code: string | null): Promise<void> => {
    if (!code) return fail("empty");
    setIsLooking(true);
    const found = await foundByCode(code);
    if ("error" in found) return fail(found.error);
    if ("room" in found) location.replace(pathOf(found.room));
    else onFound({ ...found, code });
  };
  const again = (): void => void look(codeMeant(field.current?.value ?? ""));
  useEffect(() => {
    // Whoever came by a link or a QR code has typed it already.
    if (codeMeant(given)) void look(codeMeant(given));
    else field.current?.focus();
  }, []);
  useEffect(() => {
    if (error !== "unreachable") return;
    const timer = setInterval(again, RETRY_MS);
    return () => clearInterval(timer);
  }, [error]);
  return (
    <form
      class="door-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        again();
      }}
    >
      <h1 class="door-title">{t("code.title")}</h1>
      <div class="join">
        <label class="join-label" for={`${id}-code`}>
          {t("code.label")}
        </label>
        <input
          ref={field}
          class="field code-field"
          id={`${id}-code`}
          name="code"
          dir="ltr"
          defaultValue={shownCode(given)}
          autocomplete="off"
          autocapitalize="characters"
          autocorrect="off"
          inputMode="text"
          enterKeyHint="go"
          spellcheck={false}
          aria-invalid={error !== null && error !== "unreachable"}
          aria-describedby={`${id}-${error ? "error" : "hint"}`}
          onInput={() => setError(null)}
        />
        {error ? (
          <p class="error" role="alert" id={`${id}-error`}>
            {t(`code.${error}`)}
          </p>
        ) : (
          <p class="door-note" id={`${id}-hint`} role="status">
            {t(isLooking ? "code.looking" : "code.hint")}
          </p>
        )}
      </div>
      <button type="submit" class="button button-main button-large">
        {t("code.go")}
      </button>
    </form>
  );
}

/** A code as it is read out; what is none stays as it was typed. */
function shownCode(given: string): string {
  const code = codeMeant(given);
  return code ? codeSpoken(code) : given;
}
