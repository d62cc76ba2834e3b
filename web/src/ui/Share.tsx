import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t } from "../i18n";
import { pathOf } from "../rooms";
import { Icon } from "./Icon";

/** How long "Copied" stands, in ms. */
const COPIED_MS = 2_000;

/** Copies the link to the room; where that is not allowed, shows it to be copied by hand. */
export function Share({ drawing }: { drawing: Drawing }) {
  const [state, setState] = useState<"rest" | "copied" | "byHand">("rest");
  const url = `${location.origin}${pathOf(drawing.room)}`;
  useEffect(() => {
    if (state !== "copied") return;
    const timer = setTimeout(() => setState("rest"), COPIED_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    const done = await copied(url);
    setState(done ? "copied" : "byHand");
    if (done) drawing.voice.say(t("share.said"));
  };
  return (
    <div class="share">
      <button
        type="button"
        class="button button-main"
        title={t("share.label")}
        data-copied={state === "copied" || undefined}
        aria-label={state === "copied" ? undefined : t("share.label")}
        onClick={() => void copy()}
      >
        <Icon name="link" />
        <span>{t(state === "copied" ? "share.copied" : "share.button")}</span>
      </button>
      {state === "byHand" && <LinkField url={url} onClose={() => setState("rest")} />}
    </div>
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not allowed, or no clipboard on a page without https.
    return false;
  }
}

function LinkField({ url, onClose }: { url: string; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <label class="link-field">
      {t("share.byHand")}
      <input
        ref={field}
        class="field"
        readOnly
        value={url}
        aria-label={t("share.field")}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={onClose}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
      />
    </label>
  );
}
