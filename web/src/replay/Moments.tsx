import { useEffect, useRef } from "preact/hooks";
import { IconButton } from "../ui/Button";
import type { Player } from "./player";
import type { Session } from "./session";
import type { Mark } from "./source";
import { spokenMark } from "./spoken";
import { clockText } from "./times";
import { t } from "./words";

/** Moments that are listed; chapters come before all others. */
const MOMENTS_MAX = 200;

interface MomentsProps {
  session: Session;
  player: Player;
  onClose: () => void;
}

/** Chapters and whatever else one may look for, in order. */
export function Moments({ session, player, onClose }: MomentsProps) {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    list.current?.querySelector<HTMLElement>("button")?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  const { recording } = player;
  const moments = momentsOf(recording.marks, player.view.get().length);
  return (
    <section
      class="moments"
      ref={list}
      aria-label={t("moments")}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <header class="moments-head">
        <h2>{t("moments")}</h2>
        <IconButton icon="close" label={t("close")} onClick={onClose} />
      </header>
      {moments.length === 0 && <p>{t("noMoments")}</p>}
      <ol>
        {moments.map((mark) => (
          <li key={`${mark.seq} ${mark.kind}`}>
            <button
              type="button"
              class={mark.kind === "chapter" ? "moment moment-chapter" : "moment"}
              onClick={() => void session.seekTo(mark.at, mark.seq)}
            >
              <bdi class="moment-time">{clockText(mark.at)}</bdi>
              <bdi>{spokenMark(recording, mark)}</bdi>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function momentsOf(marks: readonly Mark[], length: number): Mark[] {
  const kinds = ["chapter", "restore", "clear", "hide", "show", "join"];
  const told = marks.filter(({ kind, at }) => kinds.includes(kind) && at <= length);
  const chosen = told.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  return chosen.slice(0, MOMENTS_MAX).sort((a, b) => a.at - b.at);
}
