import { useRef, useState } from "preact/hooks";
import { IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Menu, MenuItem } from "../ui/Menu";
import { dayOf, lengthOf } from "./numbers";
import { Picture } from "./Picture";
import { type Canvas, fileOf, replayOf } from "./saved";
import { t } from "./words";

/** What can be done with a canvas; all of it is done by the page. */
export interface Deeds {
  copy: (canvas: Canvas) => void;
  rename: (canvas: Canvas) => void;
  publish: (canvas: Canvas) => void;
  remove: (canvas: Canvas) => void;
}

interface CardProps {
  canvas: Canvas;
  /** Its key is on this device. */
  isMine: boolean;
  deeds: Deeds;
}

const PLAY = ["M6 4v16a1 1 0 0 0 1.5.86l12-8a1 1 0 0 0 0-1.72l-12-8A1 1 0 0 0 6 4z"];

/** One canvas. */
export function Card({ canvas, isMine, deeds }: CardProps) {
  const { id, title } = canvas;
  return (
    <li class="saved" data-id={id}>
      <Picture canvas={canvas} />
      <h2 class="saved-title" title={title}>
        {title}
      </h2>
      <Facts canvas={canvas} />
      <div class="saved-actions">
        <a class="button saved-play" href={replayOf(canvas)} aria-label={t("replay.of", { title })}>
          <Icon name={PLAY} />
          {t("replay")}
        </a>
        <button
          type="button"
          class="button"
          aria-label={t("copy.of", { title })}
          onClick={() => deeds.copy(canvas)}
        >
          {t("copy")}
        </button>
        <More canvas={canvas} isMine={isMine} deeds={deeds} />
      </div>
    </li>
  );
}

function Facts({ canvas }: { canvas: Canvas }) {
  const { authors, length, savedAt } = canvas;
  return (
    <p class="saved-facts">
      <span>{t("people", { count: authors })}</span>
      <span>{lengthOf(length)}</span>
      <time dateTime={new Date(savedAt).toISOString()}>{dayOf(savedAt)}</time>
      {canvas.public && <span class="saved-public">{t("is.public")}</span>}
    </p>
  );
}

/** Its files, and what only who saved it may do. */
function More({ canvas, isMine, deeds }: CardProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { title } = canvas;
  const label = t("more.of", { title });
  return (
    <>
      <IconButton
        buttonRef={button}
        class="saved-more"
        icon="more"
        label={label}
        onClick={() => setIsOpen(true)}
      />
      {isOpen && (
        <Menu label={label} opener={button.current} onClose={() => setIsOpen(false)}>
          <MenuItem href={fileOf(canvas, "png")} file={`${title}.png`}>
            {t("file.png")}
          </MenuItem>
          <MenuItem href={fileOf(canvas, "svg")} file={`${title}.svg`}>
            {t("file.svg")}
          </MenuItem>
          <MenuItem href={fileOf(canvas, "easel")} file={`${title}.easel`}>
            {t("file.easel")}
          </MenuItem>
          {isMine && <Own canvas={canvas} deeds={deeds} />}
        </Menu>
      )}
    </>
  );
}

function Own({ canvas, deeds }: Omit<CardProps, "isMine">) {
  return (
    <>
      <hr />
      <MenuItem onChoose={() => deeds.rename(canvas)}>{t("rename")}</MenuItem>
      <MenuItem onChoose={() => deeds.publish(canvas)}>
        {t(canvas.public ? "unpublish" : "publish")}
      </MenuItem>
      <MenuItem onChoose={() => deeds.remove(canvas)}>{t("delete")}</MenuItem>
    </>
  );
}
