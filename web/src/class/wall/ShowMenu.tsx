import { useRef, useState } from "preact/hooks";
import { Menu, MenuItem } from "../../ui/Menu";
import type { ClassDesk } from "../console/desk";
import { t } from "./words";

/** Shows a board to everybody: with or without the name of who draws. */
export function ShowMenu({ desk, room }: { desk: ClassDesk; room: string | null }) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const show = (name: boolean): void => {
    if (room) desk.send({ type: "spotlight", room, name });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button"
        aria-haspopup="menu"
        aria-disabled={room === null}
        onClick={() => room !== null && setIsOpen(true)}
      >
        {t("show")}
      </button>
      {isOpen && (
        <Menu label={t("show")} opener={button.current} onClose={() => setIsOpen(false)}>
          <MenuItem onChoose={() => show(true)}>{t("show.named")}</MenuItem>
          <MenuItem onChoose={() => show(false)}>{t("show.unnamed")}</MenuItem>
        </Menu>
      )}
    </>
  );
}
