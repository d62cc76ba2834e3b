import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t } from "../i18n";
import { Mark } from "./Mark";
import { Share } from "./Share";
import { Status } from "./Status";
import { useStore } from "./useStore";

/** Which room this is, how it stands, who is here, and how others get in. */
export function TopBar({ drawing, people }: { drawing: Drawing; people: VNode | undefined }) {
  return (
    <header class="top" data-covers="top">
      <a class="home" href="/" aria-label={t("app.home")} title={t("app.home")}>
        <Mark />
      </a>
      <h1 class="room" title={drawing.room}>
        {drawing.room}
      </h1>
      <Status drawing={drawing} />
      <Count drawing={drawing} isShown={!people} />
      {people}
      <Share drawing={drawing} />
    </header>
  );
}

/** How many are in the room; also in the title and, when it changes, in the voice. */
function Count({ drawing, isShown }: { drawing: Drawing; isShown: boolean }) {
  const { client, room, voice } = drawing;
  const count = useStore(client.view, (view) => view.clientCount);
  useEffect(() => {
    document.title = count > 1 ? `(${count}) ${room}` : room;
    if (count > 1) voice.say(t("people.said", { count }));
  }, [count, room, voice]);
  // Offline, the number that was told last may be wrong.
  const isKnown = useStore(
    client.view,
    (view) => view.status === "live" || view.status === "paused",
  );
  if (count === 0 || !isKnown || !isShown) return null;
  return (
    <span class="people" title={t("people.label", { count })}>
      {t("people.here", { count })}
    </span>
  );
}
