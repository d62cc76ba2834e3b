import { Question } from "../ui/Question";
import { useWhole } from "../ui/useWhole";
import type { GalleryDesk } from "./desk";
import { NameDialog } from "./NameDialog";
import type { Canvas } from "./saved";
import { t } from "./words";

/** The dialog over the gallery, if any. */
export function Over({ desk }: { desk: GalleryDesk }) {
  const { dialog, canvas } = useWhole(desk.over);
  if (!dialog || !canvas) return null;
  const close = (): void => desk.close();
  if (dialog === "rename") {
    return (
      <NameDialog
        title={t("rename.title")}
        name={canvas.title}
        yes={t("rename.yes")}
        onName={(title) => desk.rename(canvas, title)}
        onClose={close}
      />
    );
  }
  return (
    <Question
      question={t("delete.question", { title: canvas.title })}
      note={t("delete.note")}
      yes={t("delete.yes")}
      no={t("cancel")}
      isDanger
      onYes={({ detail }) => void removeAndGoOn(desk, canvas, detail === 0)}
      onClose={close}
    />
  );
}

/** Its place had the focus, and is gone: who uses keys gets to the way back, others to the next canvas. */
async function removeAndGoOn(desk: GalleryDesk, canvas: Canvas, byKeys: boolean): Promise<void> {
  const { canvases } = desk.shelf.seen.get();
  const at = canvases.findIndex(({ id }) => id === canvas.id);
  if (!(await desk.remove(canvas))) return;
  const next = canvases[at + 1] ?? canvases[at - 1];
  const places = [next ? `[data-id="${next.id}"] .button` : '.tab[aria-selected="true"]'];
  if (byKeys) places.unshift(".toast .button");
  // After it is shown.
  requestAnimationFrame(() => {
    const found = places.map((place) => document.querySelector<HTMLElement>(place));
    found.find((one) => one !== null)?.focus({ preventScroll: true });
  });
}
