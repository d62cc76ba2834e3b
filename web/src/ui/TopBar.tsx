import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t } from "../i18n";
import { IconButton } from "./Button";
import { Icon } from "./Icon";
import { Status } from "./Status";
import type { LateScript } from "./useLate";
import { useStore } from "./useStore";

/** Which room this is, how it stands, who is here, and how others get in. */
interface TopBarProps {
  drawing: Drawing;
  late: LateScript | null;
  people: VNode | undefined;
}

export function TopBar({ drawing, late, people }: TopBarProps) {
  const title = useStore(drawing.summary, (summary) => summary.title) || drawing.room;
  return (
    <header class="top" data-covers="top">
      <IconButton
        icon="menu"
        class="menu-button"
        label={t("menu.button")}
        onClick={() => drawing.show("menu")}
      />
      <h1 class="room" title={title}>
        {title}
      </h1>
      {late ? <late.Status drawing={drawing} /> : <Status drawing={drawing} />}
      <Count drawing={drawing} title={title} isShown={!people} />
      {people}
      <button
        type="button"
        class="button button-main share"
        aria-label={t("share.button")}
        title={`${t("share.button")} (Ctrl+K)`}
        onClick={() => drawing.show("share")}
      >
        <Icon name="link" />
        <span>{t("share.button")}</span>
      </button>
    </header>
  );
}

interface CountProps {
  drawing: Drawing;
  title: string;
  isShown: boolean;
}

/** How many are in the room; also in the title and, when it changes, in the voice. */
function Count({ drawing, title, isShown }: CountProps) {
  const { client, voice } = drawing;
  const count = useStore(client.view, (view) => view.clientCount);
  useEffect(() => {
    document.title = count > 1 ? `(${count}) ${title}` : title;
  }, [count, title]);
  useEffect(() => {
    if (count > 1) voice.say(t("people.said", { count }));
  }, [count, voice]);
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
