import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t } from "../i18n";
import { useStore } from "./useStore";

/** A connection that comes up sooner than this is not spoken of, in ms. */
const CONNECTING_AFTER_MS = 400;

/** Whether the page is live, in a word, until the script is there that can say more. */
export function Status({ drawing: { client } }: { drawing: Drawing }) {
  const status = useStore(client.view, (room) => room.status);
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), CONNECTING_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (status === "connecting" && !isLong) return <span class="chip chip-blank" />;
  return (
    <span class={`chip ${status === "live" ? "chip-plain" : ""}`} data-status={status}>
      <span class="chip-dot" aria-hidden="true" />
      <span class="chip-words">
        {t(`status.${status === "live" || status === "connecting" ? status : "offline"}`)}
      </span>
    </span>
  );
}
