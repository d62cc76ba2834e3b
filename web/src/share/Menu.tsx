import type { Drawing } from "../drawing";
import { speak } from "../i18n";
import { pathOf, pictureOf } from "../rooms";
import { mayPaint } from "../roomView";
import type { Part } from "../shortcuts";
import { Menu as List, MenuItem } from "../ui/Menu";
import { useStore } from "../ui/useStore";
import { r } from "./rights";
import { t } from "./words";

// As a class says it.
const ofPupil = speak({ "device.title": "Use another device" }, "pupil");

interface MenuProps {
  drawing: Drawing;
  onClose: () => void;
}

/** What else there is to do: below the button at the top. */
export function Menu({ drawing, onClose }: MenuProps) {
  const { client, room } = drawing;
  const paints = useStore(client.view, mayPaint);
  const isHost = useStore(client.view, ({ role }) => role === "host");
  const reports = useStore(client.view, (view) => view.reports.length);
  const isBlank = useStore(client.view, (view) => view.seq === 0);
  const inClass = "lesson" in document.documentElement.dataset;
  const show = (part: Part) => () => drawing.show(part);
  return (
    <List label={t("menu.label")} onClose={onClose}>
      <Exports room={room} isBlank={isBlank} />
      <hr />
      {isBlank ? (
        <Blank>{t("menu.save")}</Blank>
      ) : (
        <MenuItem onChoose={show("save")}>{t("menu.save")}</MenuItem>
      )}
      <MenuItem href="/gallery">{t("menu.gallery")}</MenuItem>
      <hr />
      {paints && (
        <>
          <MenuItem onChoose={show("picture")}>{t("menu.picture")}</MenuItem>
          <MenuItem onChoose={show("chapter")}>{t("menu.chapter")}</MenuItem>
          <MenuItem keys="Ctrl+Del" onChoose={show("clear")}>
            {t("menu.clear")}
          </MenuItem>
          <hr />
        </>
      )}
      {isHost && (
        <>
          <MenuItem
            keys={reports > 0 ? r("menu.reports", { count: reports }) : undefined}
            onChoose={show("room")}
          >
            {r("menu.room")}
          </MenuItem>
          <hr />
        </>
      )}
      {document.fullscreenEnabled && (
        <MenuItem onChoose={toggleFull}>
          {t(document.fullscreenElement ? "menu.notFull" : "menu.full")}
        </MenuItem>
      )}
      {!isBlank && <MenuItem href={`/replay/${room}`}>{t("menu.replay")}</MenuItem>}
      {inClass ? (
        <MenuItem onChoose={show("device")}>{ofPupil("device.title")}</MenuItem>
      ) : (
        <MenuItem href={`${pathOf(room)}?present=1`}>{t("menu.present")}</MenuItem>
      )}
      <MenuItem keys="?" onChoose={show("keys")}>
        {t("menu.keys")}
      </MenuItem>
      <MenuItem onChoose={show("settings")}>{t("menu.settings")}</MenuItem>
      <MenuItem onChoose={show("about")}>{t("menu.about")}</MenuItem>
      <MenuItem href="/">{t("menu.home")}</MenuItem>
    </List>
  );
}

/** What needs a drawing, before there is one. */
function Blank({ children }: { children: string }) {
  return (
    <MenuItem isDisabled keys={t("menu.blank")}>
      {children}
    </MenuItem>
  );
}

/** The picture as a file; there is none before the first stroke. */
function Exports({ room, isBlank }: { room: string; isBlank: boolean }) {
  const png = pictureOf(room);
  if (isBlank) return <Blank>{t("menu.png")}</Blank>;
  return (
    <>
      <MenuItem href={png} file={`${room}.png`} keys="Ctrl+Shift+E">
        {t("menu.png")}
      </MenuItem>
      <MenuItem href={`${png}?scale=2`} file={`${room}-2x.png`}>
        {t("menu.png2")}
      </MenuItem>
      <MenuItem href={png.replace(/png$/, "svg")} file={`${room}.svg`}>
        {t("menu.svg")}
      </MenuItem>
    </>
  );
}

function toggleFull(): void {
  // A browser may refuse; then nothing changes, which is seen.
  const refused = (): void => {};
  if (document.fullscreenElement) document.exitFullscreen().catch(refused);
  else document.documentElement.requestFullscreen().catch(refused);
}
