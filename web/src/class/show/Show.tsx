import { useEffect, useState } from "preact/hooks";
import { ofTab, read, write } from "../../storage";
import { IconButton } from "../../ui/Button";
import { useWhole } from "../../ui/useWhole";
import { wear } from "../../wear";
import { joinAddress } from "../address";
import { clockOf, lettersOf, qrOf, spokenOf } from "../code";
import { takeSecret, taught } from "../kept";
import { endOf, LiveClass } from "../live";
import { Notice } from "../Notice";
import type { ClassState, Spotlight } from "../protocol";
import { useNow } from "../useNow";
import css from "./show.css?inline";
import { t } from "./words";

wear(css);

/** Opened again, the page finds its key in the tab: an address bar on a wall is read by all. */
function keyOf(id: string): string | null {
  const place = `easel.show.${id}`;
  const fresh = takeSecret();
  if (fresh) write(ofTab, place, fresh);
  const own = taught().find((one) => one.class === id)?.key ?? null;
  return fresh ?? read(ofTab, place) ?? own;
}

/** The class as a projector sees it: one large picture, and no small ones. */
function connect(id: string): LiveClass | null {
  const key = keyOf(id);
  if (key === null) return null;
  const entered = (): void => void live.send({ type: "watch", rooms: [] });
  const live = new LiveClass(id, () => ({ key }), { entered });
  return live;
}

/** What a class sees on the wall of its room. */
export function Show({ id }: { id: string }) {
  const [live] = useState(() => connect(id));
  useEffect(() => {
    live?.start();
    return () => live?.stop();
  }, [live]);
  return live ? <Screen live={live} /> : <Notice text={t("gone.noKey")} />;
}

const FULL = [
  "M8 3H5a2 2 0 0 0-2 2v3",
  "M21 8V5a2 2 0 0 0-2-2h-3",
  "M3 16v3a2 2 0 0 0 2 2h3",
  "M16 21h3a2 2 0 0 0 2-2v-3",
];

function Screen({ live }: { live: LiveClass }) {
  const seen = useWhole(live.seen);
  const { state, gone } = seen;
  const { title } = state ?? {};
  useEffect(() => {
    if (title) document.title = t("page", { title });
  }, [title]);
  if (gone) return <Notice text={t("gone.other")} />;
  if (!state) return <Notice text={t("connecting")} isBusy />;
  const { spotlight } = state;
  const end = endOf(seen);
  return (
    <main class="show" data-shows={spotlight !== null || undefined}>
      <header class="show-head">
        <h1 dir="auto">{spotlight ? (spotlight.name ?? t("anonymous")) : state.title}</h1>
        {state.phase === "paused" && <p class="show-phase">{t("paused")}</p>}
        {state.phase === "ended" && <p class="show-phase">{t("ended")}</p>}
        {end !== null && <Left end={end} />}
        {spotlight && <SmallCode code={state.code} />}
        {document.fullscreenEnabled && (
          <IconButton icon={FULL} label={t("full")} onClick={() => void toggleFull()} />
        )}
      </header>
      {spotlight ? <Board spotlight={spotlight} /> : <Invitation state={state} />}
    </main>
  );
}

function toggleFull(): Promise<void> {
  return document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
}

function Left({ end }: { end: number }) {
  const left = Math.max(0, end - useNow(250));
  const words = left > 0 ? clockOf(left) : t("over");
  return (
    <p class="show-left" role="timer" aria-label={left > 0 ? t("left", { left: words }) : words}>
      <span dir="ltr">{words}</span>
    </p>
  );
}

function SmallCode({ code }: { code: string }) {
  return (
    <p class="show-code">
      <span class="unseen">{t("code", { letters: spokenOf(code) })}</span>
      <span aria-hidden="true">{lettersOf(code)}</span>
    </p>
  );
}

/** The board that all are shown; who looks at the wall draws nothing on it. */
function Board({ spotlight: { room, key, name } }: { spotlight: Spotlight }) {
  return (
    <iframe
      key={`${room} ${key}`}
      class="show-board"
      title={t("frame", { title: name ?? t("anonymous") })}
      src={`/r/${room}?show=1&watch=1#k=${key}`}
    />
  );
}

/** How to join, while nothing is shown. */
function Invitation({ state }: { state: ClassState }) {
  return (
    <div class="show-join">
      <div>
        <p class="show-how">{t("how", { address: joinAddress(state.link) })}</p>
        <p class="show-letters">
          <span class="unseen">{t("code", { letters: spokenOf(state.code) })}</span>
          <span aria-hidden="true">{lettersOf(state.code)}</span>
        </p>
      </div>
      <img src={qrOf(state.class)} alt={t("qr")} />
    </div>
  );
}
