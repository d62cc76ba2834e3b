import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t as ofPage } from "../i18n";
import { openBeside } from "../ui/openBeside";
import { useStore } from "../ui/useStore";
import { wear } from "../wear";
import css from "./connection.css?inline";
import { useWords } from "./state";
import { t } from "./words";

wear(css);

/** How often the server is asked, in ms. */
const PING_MS = 2_000;

interface ConnectionProps {
  drawing: Drawing;
  onClose: () => void;
}

/** How the room stands, how fast the server answers, and how many are here; below the status. */
export function Connection({ drawing, onClose }: ConnectionProps) {
  const { client } = drawing;
  const card = useRef<HTMLDivElement>(null);
  const words = useWords(drawing);
  const status = useStore(client.view, (view) => view.status);
  const count = useStore(client.view, (view) => view.clientCount);
  const ms = useStore(client.view, (view) => view.pingMs);
  useEffect(() => {
    const ask = (): void => client.tell({ type: "ping", t: Date.now() });
    ask();
    const timer = setInterval(ask, PING_MS);
    return () => clearInterval(timer);
  }, [client]);
  useLayoutEffect(() => {
    if (!card.current) return;
    openBeside(card.current, document.querySelector<HTMLElement>(".chip-open"));
    card.current.focus();
  }, []);
  return (
    <div
      ref={card}
      class="chip-card"
      popover="auto"
      role="dialog"
      aria-label={t("status.about")}
      tabIndex={-1}
      onToggle={({ newState }) => newState === "closed" && onClose()}
    >
      <p>{words}</p>
      {status === "live" && ms !== null && <p>{t("status.ping", { ms })}</p>}
      {status === "live" && <p>{ofPage("people.label", { count })}</p>}
      {status === "waiting" && (
        <button type="button" class="button" onClick={() => client.retryNow()}>
          {t("status.retry")}
        </button>
      )}
    </div>
  );
}
