import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { pathOf } from "../rooms";
import { Dialog } from "../ui/Dialog";
import { useStore } from "../ui/useStore";
import { useCode } from "./code";
import { copyPicture, copyText } from "./copying";
import { type en, t } from "./words";

/** How long "Copied" stands, in ms. */
const COPIED_MS = 2_000;

/** How others get into this room. */
export function ShareDialog({ drawing, onClose }: { drawing: Drawing; onClose: () => void }) {
  const { room } = drawing;
  const url = `${location.origin}${pathOf(room)}`;
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
  const copyLink = async (): Promise<void> => {
    const done = await copyText(url);
    setIsCopied(done);
    setOutcome(done ? "share.linkCopied" : "share.byHand");
    if (!done) field.current?.select();
  };
  return (
    <Dialog title={t("share.title")} isWide onClose={onClose}>
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
      <MoreWays drawing={drawing} url={url} onOutcome={setOutcome} />
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

interface MoreWaysProps {
  drawing: Drawing;
  url: string;
  onOutcome: (outcome: keyof typeof en) => void;
}

function MoreWays({ drawing, url, onOutcome }: MoreWaysProps) {
  const isBlank = useStore(drawing.client.view, (view) => view.seq === 0);
  const watch = async (): Promise<void> => {
    const done = await copyText(`${url}?watch=1`);
    onOutcome(done ? "share.watchCopied" : "share.byHand");
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
