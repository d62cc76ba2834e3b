/** A dialog that makes a film of a room: choose, wait, download. */

import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import forms from "../styles/forms.css?inline";
import { Dialog } from "../ui/Dialog";
import { useWhole } from "../ui/useWhole";
import { wear } from "../wear";
import { Choose } from "./Choose";
import css from "./film.css?inline";
import { Making, type Progress, type Span } from "./making";
import { t } from "./words";

wear(forms);
wear(css);

/** Opens the dialog over whatever page is open. */
export function openFilm(span: Span): void {
  const place = document.body.appendChild(document.createElement("div"));
  const close = (): void => {
    render(null, place);
    place.remove();
  };
  render(<FilmDialog span={span} onClose={close} />, place);
}

function FilmDialog({ span, onClose }: { span: Span; onClose: () => void }) {
  const [making] = useState(() => new Making(span));
  useEffect(() => () => making.dispose(), [making]);
  const now = useWhole(making.now);
  return (
    <Dialog title={t("title")} onClose={onClose}>
      {now.step === "choosing" ? (
        <Choose onWish={(wish) => void making.begin(wish)} />
      ) : (
        <Follow making={making} now={now} />
      )}
      <p class="unseen" role="status">
        {spoken(now)}
      </p>
    </Dialog>
  );
}

/** What is read out: each step once, not every percent. */
function spoken({ step, reason }: Progress): string {
  switch (step) {
    case "choosing":
      return "";
    case "failed":
      return t(reason);
    default:
      return t(step);
  }
}

function Follow({ making, now }: { making: Making; now: Progress }) {
  switch (now.step) {
    case "done":
      return <Done making={making} now={now} />;
    case "failed":
      return <Failed making={making} now={now} />;
    default:
      return <Waiting making={making} now={now} />;
  }
}

/** Moves the focus to an element when it comes: what had it is gone. */
function useFocus<E extends HTMLElement>() {
  const element = useRef<E>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}

function Waiting({ making, now: { step, progress } }: { making: Making; now: Progress }) {
  const cancel = useFocus<HTMLButtonElement>();
  const isWorking = step === "working";
  const percent = Math.floor(progress / 10);
  return (
    <div class="film">
      <p>{t(isWorking ? "working" : "waiting")}</p>
      <progress max={1_000} value={isWorking ? progress : undefined} aria-label={t("progress")} />
      <p class="film-percent">{isWorking && t("percent", { percent })}</p>
      <div class="dialog-answers">
        <button ref={cancel} type="button" class="button" onClick={() => making.choose()}>
          {t("cancel")}
        </button>
      </div>
    </div>
  );
}

function Done({ making, now: { file, bytes } }: { making: Making; now: Progress }) {
  const download = useFocus<HTMLAnchorElement>();
  return (
    <div class="film">
      <p class="film-ready">{t("done")}</p>
      <p>{t("kept")}</p>
      <div class="dialog-answers">
        <button type="button" class="button" onClick={() => making.choose()}>
          {t("another")}
        </button>
        <a ref={download} class="button button-main" href={file} download="">
          {t("download")}
          <span class="film-size">{sizeOf(bytes)}</span>
        </a>
      </div>
    </div>
  );
}

/** How large a file is, in words. */
function sizeOf(bytes: number): string {
  if (bytes < 1e6) return t("kilobytes", { size: Math.ceil(bytes / 1e3) });
  return t("megabytes", { size: Math.round(bytes / 1e5) / 10 });
}

function Failed({ making, now: { reason, detail } }: { making: Making; now: Progress }) {
  const again = useFocus<HTMLButtonElement>();
  return (
    <div class="film">
      <p class="error">{t(reason)}</p>
      {detail && (
        <p lang="en" dir="ltr">
          {detail}
        </p>
      )}
      <div class="dialog-answers">
        <button
          ref={again}
          type="button"
          class="button button-main"
          onClick={() => making.choose()}
        >
          {t("again")}
        </button>
      </div>
    </div>
  );
}
