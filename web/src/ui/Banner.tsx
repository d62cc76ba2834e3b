import type { Drawing } from "../drawing";
import { type Key, t } from "../i18n";
import type { RoomView } from "../room";
import { IconButton } from "./Button";
import { useStore } from "./useStore";

interface Message {
  text: Key;
  action?: Key;
}

/** States in which drawing goes on elsewhere or later, in a sentence. */
const MESSAGES: Partial<Record<RoomView["status"], Message>> = {
  paused: { text: "banner.paused" },
  replaced: { text: "banner.replaced", action: "banner.drawHere" },
  outdated: { text: "banner.outdated", action: "app.reload" },
  full: { text: "banner.full", action: "status.retry" },
};

/** What stands between the person and the paper, if anything does. */
export function Banner({ drawing: { client } }: { drawing: Drawing }) {
  const status = useStore(client.view, (room) => room.status);
  const notice = useStore(client.view, (room) => room.notice);
  const message = MESSAGES[status];
  if (message) {
    const act = status === "full" ? () => client.retryNow() : () => location.reload();
    return (
      <p class="banner" role="alert">
        {t(message.text)}
        {message.action && (
          <button type="button" class="button" onClick={act}>
            {t(message.action)}
          </button>
        )}
      </p>
    );
  }
  if (notice === null) return null;
  const text = notice === "tooMuchWaits" ? "notice.tooMuchWaits" : "notice.refused";
  return (
    <p class="banner" role="alert">
      {t(text)}
      <IconButton
        icon="close"
        label={t("notice.close")}
        onClick={() => client.view.set({ notice: null })}
      />
    </p>
  );
}
