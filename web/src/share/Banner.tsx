import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import type { RoomView } from "../room";
import { pictureOf } from "../rooms";
import { IconButton } from "../ui/Button";
import { isOld } from "../ui/useLate";
import { useStore } from "../ui/useStore";
import { receiveAgain } from "./receiving";
import { type en, t } from "./words";

/** Time between two pictures for who does not get in, in ms. */
const WATCH_MS = 5_000;

type Key = keyof typeof en;

interface Message {
  text: Key;
  action?: Key;
}

/** States in which drawing goes on elsewhere or later, in a sentence. */
const MESSAGES: Partial<Record<RoomView["status"], Message>> = {
  paused: { text: "paused" },
  replaced: { text: "replaced", action: "drawHere" },
  outdated: { text: "outdated", action: "reload" },
  full: { text: "full", action: "retry" },
};

/** What is told of something that was refused; without a sentence of its own, that it was. */
const NOTICES: Record<string, Message> = {
  tooMuchWaits: { text: "tooMuchWaits" },
  noSuchImage: { text: "picture.gone", action: "picture.again" },
};

/** By those who show clears, and by what hosts say. */
const TOLD_ELSEWHERE = ["tooLate", "locked", "quiet", "slow", "forbidden", "host"];

/** What stands between the person and the paper, if anything does. */
export function Banner({ drawing }: { drawing: Drawing }) {
  const { view } = drawing.client;
  const status = useStore(view, (room) => room.status);
  const notice = useStore(view, (room) => room.notice);
  const isStale = useStore(view, (room) => isOld(room.page));
  const message = MESSAGES[isStale && status === "live" ? "outdated" : status];
  if (message) {
    const act = status === "full" ? () => drawing.client.retryNow() : () => drawing.reload();
    return (
      <>
        {status === "full" && <FullPicture room={drawing.room} />}
        <Told message={message} onAct={act} />
      </>
    );
  }
  if (notice === null || TOLD_ELSEWHERE.includes(notice)) return null;
  const close = (): void => view.set({ notice: null });
  const again = (): void => {
    close();
    receiveAgain(drawing);
  };
  return <Told message={NOTICES[notice] ?? { text: "refused" }} onAct={again} onClose={close} />;
}

interface ToldProps {
  message: Message;
  onAct: () => void;
  onClose?: () => void;
}

function Told({ message, onAct, onClose }: ToldProps) {
  return (
    <p class="banner" role="alert">
      {t(message.text)}
      {message.action && (
        <button type="button" class="button" onClick={onAct}>
          {t(message.action)}
        </button>
      )}
      {onClose && <IconButton icon="close" label={t("close")} onClick={onClose} />}
    </p>
  );
}

/** The server's picture, anew now and then: who does not get in can watch. */
function FullPicture({ room }: { room: string }) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((last) => last + 1), WATCH_MS);
    return () => clearInterval(timer);
  }, []);
  // The number is for the browser, which would not ask again for what it shows.
  const src = `${pictureOf(room)}?turn=${turn}`;
  return <img class="full-picture" src={src} alt={t("full.picture")} />;
}
