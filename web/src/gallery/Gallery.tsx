import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { inventRoom } from "../invent";
import { pathOf } from "../rooms";
import forms from "../styles/forms.css?inline";
import { Mark } from "../ui/Mark";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import { wear } from "../wear";
import { keepAddress, queryOf } from "./address";
import { Card, type Deeds } from "./Card";
import { GalleryDesk } from "./desk";
import { FileButton } from "./FileButton";
import { Finder } from "./Finder";
import css from "./gallery.css?inline";
import { mine } from "./mine";
import type { Seen } from "./shelf";
import { Told } from "./Told";
import { t } from "./words";

wear(forms);
wear(css);

/** Saved canvases: of this device, and of everybody who lets others find them. */
export function Gallery() {
  const [desk] = useState(() => new GalleryDesk(queryOf(location.search)));
  const panel = useId();
  useEffect(() => {
    document.title = t("title");
    void desk.shelf.look();
    return keepAddress(desk.shelf);
  }, [desk]);
  return (
    <>
      <a class="skip" href={`#${panel}`}>
        {t("skip")}
      </a>
      <header class="gallery-head">
        <a class="gallery-home" href="/" aria-label={t("home")}>
          <Mark />
        </a>
        <h1>{t("title")}</h1>
        <FileButton onFile={(file) => void desk.open(file)} />
      </header>
      <main class="gallery">
        <Finder shelf={desk.shelf} panel={panel} />
        <Panel desk={desk} id={panel} />
        <Told teller={desk} />
      </main>
      <LateOver desk={desk} />
    </>
  );
}

/** The dialog over the page; its script comes when it is asked for. */
function LateOver({ desk }: { desk: GalleryDesk }) {
  const dialog = useStore(desk.over, (over) => over.dialog);
  const [script, setScript] = useState<typeof import("./Over") | null>(null);
  useEffect(() => {
    if (dialog && !script) import("./Over").then(setScript, () => desk.failToOpen());
  }, [desk, dialog, script]);
  return script && <script.Over desk={desk} />;
}

/** The canvases, or why there are none. */
function Panel({ desk, id }: { desk: GalleryDesk; id: string }) {
  const seen = useWhole(desk.shelf.seen);
  const { tab, canvases, status } = seen;
  useEffect(() => {
    if (status === "ready") desk.voice.say(t("found", { count: canvases.length }));
  }, [desk, status]);
  return (
    <div class="shelf" role="tabpanel" id={id} aria-labelledby={`tab-${tab}`} tabIndex={-1}>
      <Cards desk={desk} canvases={canvases} />
      <Foot desk={desk} seen={seen} />
    </div>
  );
}

function Cards({ desk, canvases }: { desk: GalleryDesk } & Pick<Seen, "canvases">) {
  const keys = useMemo(() => new Set(mine().map(({ id }) => id)), [canvases]);
  const deeds: Deeds = {
    copy: (canvas) => void desk.copy(canvas),
    rename: (canvas) => desk.askTitle(canvas),
    publish: (canvas) => void desk.publish(canvas),
    remove: (canvas) => desk.askDelete(canvas),
  };
  if (canvases.length === 0) return null;
  return (
    <ul class="saved-list">
      {canvases.map((canvas) => (
        <Card key={canvas.id} canvas={canvas} isMine={keys.has(canvas.id)} deeds={deeds} />
      ))}
    </ul>
  );
}

/** What stands below them. */
function Foot({ desk, seen }: { desk: GalleryDesk; seen: Seen }) {
  const { status, reason, canvases, hasMore } = seen;
  if (status === "failed") {
    return (
      <div class="shelf-note">
        <p class="error" role="alert">
          {t(reason ?? "failed")}
        </p>
        <button type="button" class="button" onClick={() => void desk.shelf.look()}>
          {t("retry")}
        </button>
      </div>
    );
  }
  if (hasMore) return <LoadMore desk={desk} count={canvases.length} />;
  if (status === "loading") return <p class="shelf-note shelf-loading">{t("loading")}</p>;
  return canvases.length === 0 ? <Empty seen={seen} /> : null;
}

function LoadMore({ desk, count }: { desk: GalleryDesk; count: number }) {
  const load = async (): Promise<void> => {
    await desk.shelf.more();
    // The button may be gone; the first of the new ones is where to go on.
    const next = document.querySelector<HTMLElement>(`.saved:nth-child(${count + 1}) .button`);
    next?.focus({ preventScroll: true });
  };
  return (
    <div class="shelf-note">
      <button type="button" class="button" onClick={() => void load()}>
        {t("more")}
      </button>
    </div>
  );
}

function Empty({ seen: { search, tab } }: { seen: Seen }) {
  const [fresh] = useState(() => inventRoom());
  return (
    <div class="shelf-note">
      <p>{t(search ? "empty.search" : `empty.${tab}`)}</p>
      {!search && (
        <a class="button button-main" href={pathOf(fresh)}>
          {t("start")}
        </a>
      )}
    </div>
  );
}
