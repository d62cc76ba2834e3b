import { useState } from "preact/hooks";
import type { Canvas } from "./saved";
import { t } from "./words";

/** Width and height of a picture on a card; it is shown at most that large. */
const SIZE = { width: 384, height: 216 };

/** What was saved, as a picture; the link to its replay lies over it. */
export function Picture({ canvas }: { canvas: Canvas }) {
  const { room, journal, seq, title } = canvas;
  const [hasFailed, setHasFailed] = useState(false);
  if (hasFailed) {
    return (
      <div class="saved-picture saved-failed">
        <span>{title}</span>
        <button
          type="button"
          class="button"
          aria-label={t("picture.retryOf", { title })}
          onClick={() => setHasFailed(false)}
        >
          {t("picture.retry")}
        </button>
      </div>
    );
  }
  return (
    <div class="saved-picture">
      <img
        {...SIZE}
        src={`/api/rooms/${room}/canvas.png?at=${seq}&journal=${journal}&width=${SIZE.width}`}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => setHasFailed(true)}
      />
    </div>
  );
}
