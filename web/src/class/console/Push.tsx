import { useRef, useState } from "preact/hooks";
import { Menu, MenuItem } from "../../ui/Menu";
import { useWhole } from "../../ui/useWhole";
import { t } from "../words";
import type { ClassDesk } from "./desk";

/** Puts the teacher's own board, or a picture, over those of all or of the selected. */
export function Push({ desk }: { desk: ClassDesk }) {
  const { pupils } = useWhole(desk.chosen);
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const file = useRef<HTMLInputElement>(null);
  /** For whom the picture is that is being chosen. */
  const whom = useRef<readonly number[] | null>(null);
  const some = [...pupils];
  const count = some.length;
  const choose = (to: readonly number[] | null): void => {
    whom.current = to;
    file.current?.click();
  };
  const send = (input: HTMLInputElement): void => {
    const [picture] = input.files ?? [];
    if (picture) void desk.pushPicture(picture, whom.current);
    // The same picture may be chosen again.
    input.value = "";
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button"
        aria-haspopup="menu"
        onClick={() => setIsOpen(true)}
      >
        {t("push")}
      </button>
      <input
        ref={file}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        onChange={(event) => send(event.currentTarget)}
      />
      {isOpen && (
        <Menu label={t("push")} opener={button.current} onClose={() => setIsOpen(false)}>
          {count > 0 && (
            <>
              <MenuItem onChoose={() => desk.push(some)}>{t("push.ownSome", { count })}</MenuItem>
              <MenuItem onChoose={() => choose(some)}>{t("push.pictureSome", { count })}</MenuItem>
              <hr />
            </>
          )}
          <MenuItem onChoose={() => desk.push(null)}>{t("push.own")}</MenuItem>
          <MenuItem onChoose={() => choose(null)}>{t("push.picture")}</MenuItem>
        </Menu>
      )}
    </>
  );
}
