import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { choices } from "../choices";
import { pathOf, pictureOf } from "../rooms";
import { isTyping } from "../shortcuts";
import forms from "../styles/forms.css?inline";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import { wear } from "../wear";
import { Head, toggleFull } from "./Head";
import { commandOf } from "./keys";
import { Moments } from "./Moments";
import { Panel } from "./Panel";
import { Painter } from "./painter";
import panel from "./panel.css?inline";
import type { Player } from "./player";
import css from "./replay.css?inline";
import { type Beginning, Session } from "./session";
import type { Lack } from "./source";
import { spoken } from "./spoken";
import { clockText, momentOf } from "./times";
import { t } from "./words";

wear(forms);
wear(css);
wear(panel);

/** The page of a path `/replay/{room}` or `/replay/{room}/{id}`. */
export function pageOf(pathname: string): ComponentChild {
  const found = /^\/replay\/([a-z0-9-]{1,64})(?:\/([\w-]{1,64}))?\/?$/.exec(pathname);
  return found ? <Replay room={found[1]!} id={found[2] ?? null} /> : <Nothing kind="missing" />;
}

/** Plays from where the link says; who wants less motion sees the end, and plays when they like. */
function beginning(): Beginning {
  const isStill =
    choices.get().motion === "less" || matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { at: momentOf(location.search) ?? (isStill ? "end" : 0), plays: !isStill };
}

function Replay({ room, id }: { room: string; id: string | null }) {
  const [session] = useState(() => new Session(room, id));
  const { phase, player, told } = useWhole(session.view);
  const said = useStore(session.voice.said, ({ text }) => text);
  useEffect(() => inhabit(session), [session]);
  return (
    <>
      {player && <Shown session={session} player={player} />}
      {phase === "loading" && <p class="replay-wait">{t("loading")}</p>}
      {phase !== "loading" && phase !== "ready" && <Nothing kind={phase} session={session} />}
      {told && <p class="replay-told">{told}</p>}
      <p class="unseen" role="status">
        {said}
      </p>
    </>
  );
}

/** A recording. */
function Shown({ session, player }: { session: Session; player: Player }) {
  const [isListed, setIsListed] = useState(false);
  const seconds = useStore(player.view, (view) => Math.floor(view.time / 1_000));
  const isLive = useStore(session.view, (view) => view.isLive);
  const { width, height } = player.recording.size;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current ? paint(canvas.current, session) : undefined), [session]);
  useEffect(() => {
    canvas.current?.style.setProperty("--shape", String(width / height));
  }, [width, height]);
  const label = isLive ? t("canvasLive") : t("canvas", { time: spoken(seconds * 1_000) });
  return (
    <div class="replay">
      <a class="skip" href="#timeline">
        {t("skip")}
      </a>
      <Head session={session} player={player} />
      <main class="replay-main">
        <div class="replay-stage">
          <canvas ref={canvas} data-layer="base" role="img" aria-label={label} />
          <Broken session={session} player={player} />
          <Way player={player} />
          {isListed && (
            <Moments session={session} player={player} onClose={() => setIsListed(false)} />
          )}
        </div>
        <Panel
          session={session}
          player={player}
          moments={isListed}
          onMoments={() => setIsListed(!isListed)}
        />
      </main>
    </div>
  );
}

/** That not all of it can be read. */
function Broken({ session, player }: { session: Session; player: Player }) {
  const brokenAt = useStore(player.view, (view) => view.brokenAt);
  if (brokenAt === null) return null;
  const again = (): void => {
    void session.open({ at: player.view.get().time, plays: false });
  };
  return (
    <div class="replay-note" role="alert">
      {t("broken", { time: clockText(brokenAt) })}
      <button type="button" class="button" onClick={again}>
        {t("retry")}
      </button>
    </div>
  );
}

/** How much of a long way is gone: views of some authors have places to begin at only where somebody was. */
function Way({ player }: { player: Player }) {
  const way = useStore(player.view, (view) => view.way);
  if (way === null) return null;
  const percent = Math.round(way * 100);
  return (
    <p class="replay-told" role="progressbar" aria-label={t("busy")} aria-valuenow={percent}>
      {t("way", { percent })}
    </p>
  );
}

/** There is nothing to play: why, and the last picture if there is one. */
function Nothing({ kind, session }: { kind: Lack; session?: Session }) {
  const [hasPicture, setHasPicture] = useState(kind === "empty");
  return (
    <main class="landing replay-nothing">
      {hasPicture && session && (
        <img
          src={pictureOf(session.room)}
          alt=""
          width={1920}
          height={1080}
          onError={() => setHasPicture(false)}
        />
      )}
      <div role={kind === "failed" ? "alert" : undefined}>
        <h1>{t(kind)}</h1>
      </div>
      {kind === "failed" && session && (
        <button
          type="button"
          class="button button-main"
          onClick={() => void session.open(beginning())}
        >
          {t("retry")}
        </button>
      )}
      {kind === "empty" && session ? (
        <a class="button button-main" href={pathOf(session.room)}>
          {t("draw")}
        </a>
      ) : (
        <a class="button" href="/">
          {t("home")}
        </a>
      )}
    </main>
  );
}

/** While the page is open: keys work, tests can ask it. */
function inhabit(session: Session): () => void {
  // Nobody who looks waits for it.
  void import("./window").then(({ expose }) => expose(session), console.error);
  void session.open(beginning());
  const ends = new AbortController();
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event.target)) return;
    const { target } = event;
    // Behind a dialog nothing moves.
    if (document.querySelector("dialog[open]")) return;
    const isOther = target instanceof HTMLElement && target.closest("button, a, select") !== null;
    // A control that has the focus keeps the keys it uses itself.
    if (isOther && /^( |Arrow.*|Home|End)$/.test(event.key)) {
      if (event.key === " " || target.closest("select")) return;
    }
    const command = commandOf(event, choices.get().letters);
    if (!command) return;
    event.preventDefault();
    if (command.kind === "full") toggleFull();
    else void session.run(command);
  };
  addEventListener("keydown", press, ends);
  return () => {
    ends.abort();
    session.dispose();
  };
}

/** Shows what there is on a canvas, from here on. */
function paint(canvas: HTMLCanvasElement, session: Session): () => void {
  const painter = new Painter(canvas);
  const show = (): void => {
    if (session.board) painter.show(session.board);
  };
  session.onShow = show;
  show();
  return () => {
    session.onShow = null;
  };
}
