import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Drawing } from "../drawing";
import { pathOf, pictureOf } from "../rooms";
import type { Part } from "../shortcuts";
import { useStore } from "../ui/useStore";
import { t } from "./words";

interface MenuProps {
  drawing: Drawing;
  onClose: () => void;
}

/** What else there is to do: below the button at the top. */
export function Menu({ drawing, onClose }: MenuProps) {
  const { client, watch } = drawing;
  const menu = useRef<HTMLDivElement>(null);
  const isBlank = useStore(client.view, (view) => view.seq === 0);
  useLayoutEffect(() => {
    menu.current?.showPopover();
    itemsOf(menu.current)[0]?.focus();
  }, []);
  const show = (part: Part) => () => drawing.show(part);
  return (
    <div
      ref={menu}
      class="menu"
      popover="auto"
      role="menu"
      aria-label={t("menu.label")}
      tabIndex={-1}
      onKeyDown={move}
      onClick={() => menu.current?.hidePopover()}
      onToggle={(event) => event.newState === "closed" && onClose()}
    >
      <Exports room={drawing.room} isBlank={isBlank} />
      <hr />
      {!watch && (
        <>
          <Item onChoose={show("picture")}>{t("menu.picture")}</Item>
          <Item keys="Ctrl+Del" onChoose={show("clear")}>
            {t("menu.clear")}
          </Item>
          <hr />
        </>
      )}
      {document.fullscreenEnabled && (
        <Item onChoose={toggleFull}>
          {t(document.fullscreenElement ? "menu.notFull" : "menu.full")}
        </Item>
      )}
      {!isBlank && <Item href={`/replay/${drawing.room}`}>{t("menu.replay")}</Item>}
      <Item href={`${pathOf(drawing.room)}?present=1`}>{t("menu.present")}</Item>
      <Item keys="?" onChoose={show("keys")}>
        {t("menu.keys")}
      </Item>
      <Item onChoose={show("settings")}>{t("menu.settings")}</Item>
      <Item onChoose={show("about")}>{t("menu.about")}</Item>
      <Item href="/">{t("menu.home")}</Item>
    </div>
  );
}

/** The picture as a file; there is none before the first stroke. */
function Exports({ room, isBlank }: { room: string; isBlank: boolean }) {
  const png = pictureOf(room);
  if (isBlank) {
    return (
      <button type="button" class="menu-item" role="menuitem" aria-disabled="true" tabIndex={-1}>
        {t("menu.png")}
        <span class="menu-keys">{t("menu.blank")}</span>
      </button>
    );
  }
  return (
    <>
      <Item href={png} file={`${room}.png`} keys="Ctrl+Shift+E">
        {t("menu.png")}
      </Item>
      <Item href={`${png}?scale=2`} file={`${room}-2x.png`}>
        {t("menu.png2")}
      </Item>
      <Item href={png.replace(/png$/, "svg")} file={`${room}.svg`}>
        {t("menu.svg")}
      </Item>
    </>
  );
}

interface ItemProps {
  href?: string;
  /** The name of the file that is saved, where it leads to one. */
  file?: string;
  keys?: string;
  onChoose?: () => void;
  children: ComponentChildren;
}

function Item({ href, file, keys, onChoose, children }: ItemProps) {
  const inner = (
    <>
      {children}
      {keys && (
        <span class="menu-keys" aria-hidden="true">
          {keys}
        </span>
      )}
    </>
  );
  return href ? (
    <a class="menu-item" role="menuitem" tabIndex={-1} href={href} download={file}>
      {inner}
    </a>
  ) : (
    <button type="button" class="menu-item" role="menuitem" tabIndex={-1} onClick={onChoose}>
      {inner}
    </button>
  );
}

function toggleFull(): void {
  // A browser may refuse; then nothing changes, which is seen.
  const refused = (): void => {};
  if (document.fullscreenElement) document.exitFullscreen().catch(refused);
  else document.documentElement.requestFullscreen().catch(refused);
}

function itemsOf(menu: Element | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

/** Arrows, Home and End move; Tab leaves. */
function move(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  const items = itemsOf(menu);
  const at = items.indexOf(event.target as HTMLElement);
  const to: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  if (event.key === "Tab") menu.hidePopover();
  const next = to[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}
