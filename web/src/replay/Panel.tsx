import { IconButton } from "../ui/Button";
import { useStore } from "../ui/useStore";
import { Authors } from "./Authors";
import { ICONS } from "./icons";
import { Moment } from "./Late";
import type { Player } from "./player";
import { Scrubber } from "./Scrubber";
import type { Session } from "./session";
import { SPEEDS } from "./speeds";
import { clockText } from "./times";
import { t } from "./words";

interface PanelProps {
  session: Session;
  player: Player;
  moments: boolean;
  onMoments: () => void;
}

/** Everything one plays with. */
export function Panel({ session, player, moments, onMoments }: PanelProps) {
  return (
    <section class="panel" aria-label={t("controls")}>
      <Scrubber session={session} player={player} />
      <div class="panel-row">
        <Transport session={session} player={player} />
        <Time session={session} player={player} />
        <div class="panel-group panel-end">
          <Speed player={player} />
          <Choices player={player} />
          {session.id === null && <Live session={session} />}
          <Moment session={session} player={player} />
          <IconButton
            icon={ICONS.moments}
            label={t("moments")}
            pressed={moments}
            onClick={onMoments}
          />
        </div>
      </div>
      <Authors player={player} />
    </section>
  );
}

function Transport({ session, player }: { session: Session; player: Player }) {
  const isPlaying = useStore(player.view, (view) => view.isPlaying);
  const isLive = useStore(session.view, (view) => view.isLive);
  const runs = isPlaying || isLive;
  return (
    <div class="panel-group" dir="ltr">
      <IconButton
        icon={ICONS.back10}
        label={t("back10")}
        keys="J"
        onClick={() => session.run({ kind: "move", ms: -10_000 })}
      />
      <IconButton
        icon={ICONS.stepBack}
        label={t("stepBack")}
        keys=","
        class="narrow-out"
        onClick={() => session.run({ kind: "step", isOn: false })}
      />
      <IconButton
        icon={runs ? ICONS.pause : ICONS.play}
        class="panel-play"
        label={t(runs ? "pause" : "play")}
        keys="K"
        onClick={() => session.run({ kind: "toggle" })}
      />
      <IconButton
        icon={ICONS.stepOn}
        label={t("stepOn")}
        keys="."
        class="narrow-out"
        onClick={() => session.run({ kind: "step", isOn: true })}
      />
      <IconButton
        icon={ICONS.on10}
        label={t("on10")}
        keys="L"
        onClick={() => session.run({ kind: "move", ms: 10_000 })}
      />
    </div>
  );
}

function Time({ session, player }: { session: Session; player: Player }) {
  const time = useStore(player.view, (view) => clockText(view.time));
  const length = useStore(player.view, (view) => clockText(view.length));
  const isBusy = useStore(player.view, (view) => view.isBusy);
  const isLive = useStore(session.view, (view) => view.isLive);
  return (
    <p class="panel-time" data-busy={isBusy || undefined}>
      <bdi dir="ltr">{isLive ? t("live") : t("of", { time, length })}</bdi>
    </p>
  );
}

function Speed({ player }: { player: Player }) {
  const now = useStore(player.view, (view) => view.speed);
  return (
    <select
      class="panel-speed"
      aria-label={t("speed")}
      title={`${t("speed")} (< >)`}
      value={String(now)}
      onChange={(event) => player.view.set({ speed: Number(event.currentTarget.value) })}
    >
      {SPEEDS.map((speed) => (
        <option key={speed} value={String(speed)}>
          {t("times", { speed })}
        </option>
      ))}
    </select>
  );
}

function Choices({ player }: { player: Player }) {
  const skips = useStore(player.view, (view) => view.skips);
  const loops = useStore(player.view, (view) => view.loops);
  return (
    <>
      <button
        type="button"
        class="tool panel-words"
        aria-pressed={skips}
        title={t("skipHint")}
        onClick={() => player.view.set({ skips: !skips })}
      >
        {t("skipPauses")}
      </button>
      <IconButton
        icon={ICONS.loop}
        label={t("loop")}
        pressed={loops}
        onClick={() => player.view.set({ loops: !loops })}
      />
    </>
  );
}

function Live({ session }: { session: Session }) {
  const isLive = useStore(session.view, (view) => view.isLive);
  return (
    <button
      type="button"
      class="tool panel-words panel-live"
      aria-pressed={isLive}
      title={t("liveHint")}
      onClick={() => {
        if (isLive) void session.leaveLive({ at: "end", plays: false });
        else session.goLive();
      }}
    >
      <span class="live-dot" aria-hidden="true" />
      {t("live")}
    </button>
  );
}
