import { useEffect, useRef, useState } from "preact/hooks";
import { pathOf, pictureOf } from "../rooms";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { ICONS } from "./icons";
import type { Player } from "./player";
import type { Session } from "./session";
import { pictureAt } from "./source";
import { spoken } from "./spoken";
import { clockText, linkTo } from "./times";
import { t } from "./words";

interface HeadProps {
  session: Session;
  player: Player | null;
}

/** What is played, and what one takes from it. */
export function Head({ session, player }: HeadProps) {
  const [link, setLink] = useState<string | null>(null);
  const name = player?.recording.title ?? session.room;
  const title = t("title", { name });
  useEffect(() => {
    document.title = title;
  }, [title]);
  const share = async (): Promise<void> => {
    const time = player?.view.get().time ?? 0;
    const url = linkTo(location.origin, location.pathname, time);
    const { copyText } = await import("../share/copying");
    const done = await copyText(url);
    setLink(done ? null : url);
    if (done) session.tell(t("copied", { time: spoken(time) }));
  };
  return (
    <>
      <header class="replay-head">
        <a class="tool" href={pathOf(session.room)} aria-label={t("back")} title={t("back")}>
          <Icon name="pencil" />
        </a>
        <h1 class="replay-title">
          <bdi>{title}</bdi>
        </h1>
        {player && (
          <>
            <button type="button" class="button" onClick={() => void share()} title={t("share")}>
              <Icon name="link" />
              <span class="narrow-words">{t("shareShort")}</span>
            </button>
            <Picture session={session} player={player} />
          </>
        )}
        {document.fullscreenEnabled && (
          <IconButton icon={ICONS.full} label={t("full")} keys="F" onClick={toggleFull} />
        )}
      </header>
      {link && <ByHand link={link} onClose={() => setLink(null)} />}
    </>
  );
}

/** This moment as a file, exactly, from the server. */
function Picture({ session, player }: { session: Session; player: Player }) {
  const aim = (event: MouseEvent): void => {
    const anchor = event.currentTarget as HTMLAnchorElement;
    const { isLive } = session.view.get();
    const { recording } = player;
    anchor.href = isLive ? pictureOf(session.room) : pictureAt(recording, String(player.seq));
    const time = clockText(player.view.get().time).replaceAll(":", "-");
    anchor.download = isLive ? `${session.room}.png` : `${session.room}-${time}.png`;
  };
  return (
    <a
      class="tool"
      href={pictureOf(session.room)}
      download
      aria-label={t("picture")}
      title={t("picture")}
      onClick={aim}
    >
      <Icon name={ICONS.picture} />
    </a>
  );
}

/** Where the clipboard is not to be had. */
function ByHand({ link, onClose }: { link: string; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), [link]);
  return (
    <p class="by-hand">
      <input class="field" ref={field} readOnly value={link} aria-label={t("byHand")} />
      <IconButton icon="close" label={t("close")} onClick={onClose} />
    </p>
  );
}

/** Fills the screen, or no longer. */
export function toggleFull(): void {
  // A browser may refuse; then nothing changes, which is seen.
  const refused = (): void => {};
  if (document.fullscreenElement) document.exitFullscreen().catch(refused);
  else document.documentElement.requestFullscreen().catch(refused);
}
