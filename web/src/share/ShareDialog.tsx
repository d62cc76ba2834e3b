import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { pathOf } from "../rooms";
import { Dialog } from "../ui/Dialog";
import { useStore } from "../ui/useStore";
import { useCode } from "./code";
import { copyPicture, copyText } from "./copying";
import { r } from "./rights";
import { type en, t } from "./words";

/** How long "Copied" stands, in ms. */
const COPIED_MS = 2_000;

/** How others get into this room. */
export function ShareDialog({ drawing, onClose }: { drawing: Drawing; onClose: () => void }) {
  const { room } = drawing;
  const plain = `${location.origin}${pathOf(room)}`;
  const [url, setUrl] = useState(plain);
  const guests = useGuests(drawing);
  const [outcome, setOutcome] = useState<keyof typeof en | null>(null);
  const [isCopied, setIsCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const copy = useRef<HTMLButtonElement>(null);
  // After the dialog is shown, which moves the focus too.
  useEffect(() => copy.current?.focus(), []);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const give = async (link: string, word: keyof typeof en): Promise<boolean> => {
    const done = await copyText(link);
    setOutcome(done ? word : "share.byHand");
    if (done) return true;
    // Where a page may not copy, what is to be copied stands in the field.
    setUrl(link);
    setTimeout(() => field.current?.select());
    return false;
  };
  const copyLink = async (): Promise<void> => setIsCopied(await give(plain, "share.linkCopied"));
  if (guests === "nobody") return <ClosedDialog drawing={drawing} onClose={onClose} />;
  return (
    <Dialog title={t("share.title")} isWide onClose={onClose}>
      {guests === "viewer" && <p class="share-note">{r("share.watches")}</p>}
      <div class="row">
        <input
          ref={field}
          class="field"
          dir="ltr"
          readOnly
          value={url}
          aria-label={t("share.link")}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button ref={copy} type="button" class="button button-main" onClick={() => void copyLink()}>
          {t(isCopied ? "share.copied" : "share.copy")}
        </button>
      </div>
      <div class="invite">
        <img src={`${pathOf(room)}/qr.svg`} width={240} height={240} alt={t("share.qr")} />
        <Code room={room} />
      </div>
      <MoreWays drawing={drawing} url={plain} onGive={give} onOutcome={setOutcome} />
      <p class="outcome" role="status">
        {outcome && t(outcome)}
      </p>
    </Dialog>
  );
}

/** The short code, to be read out. */
function Code({ room }: { room: string }) {
  const code = useCode(room);
  if (code === "failed") return <p role="alert">{t("share.codeFailed")}</p>;
  if (code === null) return <p>{t("share.codeLoading")}</p>;
  return (
    <p>
      {t("share.code")}
      <strong class="code">{code}</strong>
    </p>
  );
}

/** What people with the plain link may. */
function useGuests({ client }: Drawing): "painter" | "viewer" | "nobody" {
  return useStore(client.view, ({ house }) =>
    house?.guests === null ? "nobody" : house?.guests === "viewer" ? "viewer" : "painter",
  );
}

/** Instead of links that lead nowhere. */
function ClosedDialog({ drawing, onClose }: { drawing: Drawing; onClose: () => void }) {
  const isHost = useStore(drawing.client.view, ({ role }) => role === "host");
  return (
    <Dialog title={t("share.title")} onClose={onClose}>
      <p>{r(isHost ? "share.closed" : "share.closedAsk")}</p>
      {isHost && (
        <div class="dialog-answers">
          <button type="button" class="button button-main" onClick={() => drawing.show("room")}>
            {r("share.make")}
          </button>
        </div>
      )}
    </Dialog>
  );
}

/** A host's link to watch is one that can be taken back, and that cannot be changed into one to draw. */
async function linkToWatch(drawing: Drawing, url: string): Promise<string> {
  const plain = `${url}?watch=1`;
  if (drawing.client.view.get().role !== "host") return plain;
  const { watchLink } = await import("../host/asking");
  return watchLink(drawing).catch(() => plain);
}

interface MoreWaysProps {
  drawing: Drawing;
  url: string;
  onGive: (link: string, word: keyof typeof en) => Promise<boolean>;
  onOutcome: (outcome: keyof typeof en) => void;
}

function MoreWays({ drawing, url, onGive, onOutcome }: MoreWaysProps) {
  const isBlank = useStore(drawing.client.view, (view) => view.seq === 0);
  const watch = async (): Promise<void> => {
    await onGive(await linkToWatch(drawing, url), "share.watchCopied");
  };
  const picture = async (): Promise<void> => {
    if (isBlank) onOutcome("share.pictureBlank");
    else
      onOutcome((await copyPicture(drawing.room)) ? "share.pictureCopied" : "share.pictureFailed");
  };
  // Whoever closes the sheet of the system again has decided, not failed.
  const native = (): Promise<void> => navigator.share({ title: drawing.room, url }).catch(() => {});
  return (
    <div class="row">
      {"share" in navigator && (
        <button type="button" class="button" onClick={() => void native()}>
          {t("share.native")}
        </button>
      )}
      <button type="button" class="button" onClick={() => void watch()}>
        {t("share.watch")}
      </button>
      <button type="button" class="button" onClick={() => void picture()}>
        {t("share.picture")}
      </button>
    </div>
  );
}
