import type { Drawing } from "../drawing";
import { pathOf, pictureOf } from "../rooms";
import { useStore } from "../ui/useStore";
import { t } from "./words";

/** The bar of who only watches. */
export function WatchBar({ drawing: { client, room } }: { drawing: Drawing }) {
  const isBlank = useStore(client.view, (view) => view.seq === 0);
  return (
    <div class="bar watch-bar">
      <span>{t("watch.note")}</span>
      <a class="button" href={pathOf(room)}>
        {t("watch.draw")}
      </a>
      {!isBlank && (
        <a class="button" href={pictureOf(room)} download={`${room}.png`}>
          {t("watch.export")}
        </a>
      )}
    </div>
  );
}
