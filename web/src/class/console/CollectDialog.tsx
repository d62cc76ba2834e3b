import { useState } from "preact/hooks";
import { Dialog } from "../../ui/Dialog";
import { useWhole } from "../../ui/useWhole";
import type { Collected } from "../protocol";
import { saveFile } from "../sending";
import { t } from "../words";
import type { ClassDesk } from "./desk";
import { replayOf, visit } from "./looking";

/** Every board saved: how far it is, then where to find them. */
export function CollectDialog({ desk }: { desk: ClassDesk }) {
  const { done, of, canvases } = useWhole(desk.collecting);
  return (
    <Dialog title={t("collect.title")} isWide onClose={() => desk.close()}>
      <p role="status">
        {canvases === null
          ? t("collect.busy")
          : canvases.length === 0
            ? t("collect.none")
            : t("collect.done", { count: canvases.length })}
      </p>
      {canvases === null ? (
        <div class="collect-progress">
          <progress aria-label={t("collect.busy")} {...(of > 0 && { value: done })} max={of || 1} />
          {of > 0 && <span>{t("collect.progress", { done, of })}</span>}
        </div>
      ) : (
        <List desk={desk} canvases={canvases} />
      )}
    </Dialog>
  );
}

function List({ desk, canvases }: { desk: ClassDesk; canvases: readonly Collected[] }) {
  const look = (room: string) => (): void => visit(room, desk.key);
  return (
    <>
      <ul class="collected">
        {canvases.map((one) => (
          <li key={one.id}>
            <a
              href={replayOf(one)}
              target="_blank"
              rel="noopener"
              onFocus={look(one.room)}
              onPointerEnter={look(one.room)}
              onPointerDown={look(one.room)}
            >
              {one.title}
            </a>
          </li>
        ))}
      </ul>
      {canvases.length > 0 && <Files desk={desk} />}
    </>
  );
}

function Files({ desk }: { desk: ClassDesk }) {
  const [words, setWords] = useState<"collect.loading" | "collect.failed" | null>(null);
  const load = async (kind: "zip" | "pdf"): Promise<void> => {
    if (words === "collect.loading") return;
    setWords("collect.loading");
    const name = `${desk.live.seen.get().state?.title ?? desk.id}.${kind}`;
    const path = `/api/classes/${desk.id}/collected.${kind}`;
    setWords(
      await saveFile(path, desk.key, name).then(
        () => null,
        () => "collect.failed" as const,
      ),
    );
  };
  return (
    <div class="collected-files">
      <a class="button" href="/gallery" target="_blank" rel="noopener">
        {t("collect.gallery")}
      </a>
      <button type="button" class="button" onClick={() => void load("zip")}>
        {t("collect.zip")}
      </button>
      <button type="button" class="button" onClick={() => void load("pdf")}>
        {t("collect.pdf")}
      </button>
      <p role="status">{words && t(words)}</p>
    </div>
  );
}
