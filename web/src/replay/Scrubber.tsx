import { useEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../ui/useStore";
import { drawHistogram } from "./histogram";
import type { Player } from "./player";
import type { Session } from "./session";
import { spokenMoment } from "./spoken";
import { Thumb } from "./Thumb";
import { t } from "./words";

interface ScrubberProps {
  session: Session;
  player: Player;
}

/** All of the recording at a glance, and where one is. */
export function Scrubber({ session, player }: ScrubberProps) {
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [hover, setHover] = useState<{ part: number; width: number } | null>(null);
  useEffect(() => (input.current ? follow(input.current, session, player) : undefined), [player]);
  const point = (event: PointerEvent): void => {
    const box = root.current?.getBoundingClientRect();
    if (!box || event.pointerType === "touch") return;
    const part = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    setHover({ part, width: box.width });
  };
  return (
    <div
      class="scrubber"
      ref={root}
      dir="ltr"
      onPointerMove={point}
      onPointerLeave={() => setHover(null)}
    >
      <Histogram player={player} />
      <input
        ref={input}
        id="timeline"
        type="range"
        min={0}
        step="any"
        aria-label={t("timeline")}
        onPointerDown={() => hold(player, input.current)}
        onInput={(event) => {
          const playing = Number(event.currentTarget.value);
          void session.seekTo(player.paced().pace.toDrawing(playing));
        }}
      />
      {hover && <Thumb player={player} {...hover} />}
    </div>
  );
}

function Histogram({ player }: { player: Player }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const skips = useStore(player.view, (view) => view.skips);
  const learned = useStore(player.view, (view) => view.learned);
  const picked = useStore(player.view, (view) => view.picked.join());
  useEffect(() => {
    const shown = canvas.current;
    if (!shown) return;
    const draw = (): void => drawHistogram(shown, player);
    const sizes = new ResizeObserver(draw);
    sizes.observe(shown);
    // Marks have the colours of the theme.
    const theme = matchMedia("(prefers-color-scheme: dark)");
    theme.addEventListener("change", draw);
    draw();
    return () => {
      sizes.disconnect();
      theme.removeEventListener("change", draw);
    };
  }, [player, skips, learned, picked]);
  return (
    <div class="histogram" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}

/** The control follows the player; what is read out changes once a second at most. */
function follow(input: HTMLInputElement, session: Session, player: Player): () => void {
  let second = Number.NaN;
  let text = "";
  const show = (): void => {
    const { time, pace, length } = player.paced();
    const whole = Math.max(1, pace.toPlaying(length));
    const at = session.view.get().isLive ? whole : pace.toPlaying(time);
    input.max = String(whole);
    input.value = String(at);
    input.style.setProperty("--part", String(at / whole));
    const view = player.view.get();
    const now = Math.floor(time / 1_000) + (view.drawing === null ? 0 : 0.5);
    if (now === second && view.isPlaying) return;
    second = now;
    const next = session.view.get().isLive ? t("live") : spokenMoment(player.recording, view);
    if (next !== text) input.setAttribute("aria-valuetext", next);
    text = next;
  };
  show();
  const stops = [player.view.subscribe(show), session.view.subscribe(show)];
  return () => {
    for (const stop of stops) stop();
  };
}

/** While the control is held, the recording waits. */
function hold(player: Player, input: HTMLInputElement | null): void {
  if (!player.view.get().isPlaying || !input) return;
  player.pause();
  const end = new AbortController();
  const release = (): void => {
    end.abort();
    const { time, length } = player.view.get();
    if (time < length) player.play();
  };
  for (const name of ["pointerup", "pointercancel"] as const) {
    addEventListener(name, release, end);
  }
}
