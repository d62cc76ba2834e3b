import { useEffect } from "preact/hooks";
import type { Drawing } from "../drawing";
import { useStore } from "../ui/useStore";
import { t } from "./houseWords";

/** In place of the room: why this page may not be in it, and the way out. */
export function Barred({ drawing }: { drawing: Drawing }) {
  const { view } = drawing.client;
  const isOut = useStore(view, ({ status }) => status === "barred");
  const why = useStore(view, ({ barred }) => barred ?? "closed");
  useEffect(() => {
    if (!isOut) return;
    // Nothing that lay over the room is of use outside of it.
    drawing.show(null);
    document.documentElement.dataset.barred = why;
    return () => {
      delete document.documentElement.dataset.barred;
    };
  }, [isOut, why, drawing]);
  if (!isOut) return null;
  return (
    <div class="barred">
      <p role="alert">{t(`out.${why}`)}</p>
      <a class="button button-main" href="/">
        {t("out.home")}
      </a>
    </div>
  );
}
