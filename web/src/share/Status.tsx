import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { Icon } from "../ui/Icon";
import { useStore } from "../ui/useStore";
import { r } from "./rights";
import { isBehind, rightOf, useWords } from "./state";
import { t } from "./words";

/** How long the return is shown, in ms. */
const BACK_MS = 2_000;

/** How long a refused stroke makes the chip stand out, in ms. */
const SHAKE_MS = 400;

/** A closed lock. */
const LOCK = [
  "M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z",
  "M7 11V7a5 5 0 0 1 10 0v4",
];

/** Whether what is drawn reaches the others: a dot and a word, and behind it what else there is to say. */
export function Status({ drawing }: { drawing: Drawing }) {
  const { view } = drawing.client;
  const status = useStore(view, (room) => room.status);
  const right = useStore(view, rightOf);
  const isSlow = useStore(view, isBehind);
  const now = useWords(drawing);
  const added = useBack(drawing);
  const isRefusing = useRefusing(drawing);
  const state = isSlow ? "slow" : status;
  const words = state === "live" && added !== null ? back(added) : now;
  // Where there is little room the dot says that all is well.
  const isPlain = state === "live" && added === null && right === "live";
  const isLocked = state === "live" && right.startsWith("locked");
  const look = `chip ${isPlain ? "chip-plain" : ""} ${isRefusing ? "chip-refusing" : ""}`;
  return (
    <span class={look} data-status={isSlow ? "waiting" : status}>
      <button
        type="button"
        class="chip-open"
        title={t("status.about")}
        aria-haspopup="dialog"
        onClick={() => drawing.show("status")}
      >
        {isLocked ? <Icon name={LOCK} /> : <span class="chip-dot" aria-hidden="true" />}
        <span class="chip-words">{words}</span>
      </button>
      {status === "waiting" && <Retry drawing={drawing} />}
    </span>
  );
}

function back(added: number): string {
  return added === 0 ? t("status.back") : t("status.added", { count: added });
}

/** Seconds to the next try, and a way not to wait for it. */
function Retry({ drawing: { client } }: { drawing: Drawing }) {
  const retryAt = useStore(client.view, (room) => room.retryAt);
  const seconds = useSecondsTo(retryAt);
  const words = seconds === null ? t("status.retrying") : t("status.retryIn", { seconds });
  return (
    <button
      type="button"
      class="chip-button"
      title={t("status.retry")}
      onClick={() => client.retryNow()}
    >
      {words}
    </button>
  );
}

function useSecondsTo(time: number | null): number | null {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    if (time === null) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [time]);
  return time === null ? null : Math.max(1, Math.ceil((time - now) / 1_000));
}

/** For a moment after a return: how many strokes it brought along. */
function useBack({ client, voice }: Drawing): number | null {
  const [added, setAdded] = useState<number | null>(null);
  useEffect(() => {
    let before = client.view.get().status;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = client.view.subscribe(() => {
      const { status, back: count } = client.view.get();
      if (before === "waiting" && status === "live") {
        voice.say(back(count));
        setAdded(count);
        timer = setTimeout(() => setAdded(null), BACK_MS);
      }
      before = status;
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client, voice]);
  return added;
}

/** For a moment after a stroke could not be begun. */
function useRefusing({ client, desk, voice }: Drawing): boolean {
  const refused = useStore(desk.held, (hand) => hand.refused);
  const [isRefusing, setIsRefusing] = useState(false);
  useEffect(() => {
    if (refused === 0) return;
    setIsRefusing(true);
    const isLocked = rightOf(client.view.get()) === "locked";
    voice.say(isLocked ? r("status.locked") : t("status.refused"));
    const timer = setTimeout(() => setIsRefusing(false), SHAKE_MS);
    return () => clearTimeout(timer);
  }, [refused, client, voice]);
  return isRefusing;
}
