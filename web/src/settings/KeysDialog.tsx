import { choices } from "../choices";
import { Dialog } from "../ui/Dialog";
import { useStore } from "../ui/useStore";
import { type en, t } from "./words";

type Row = [keyof typeof en, ...string[]];

const DRAW: Row[] = [
  ["key.pencil", "P", "B", "7"],
  ["key.eraser", "E", "0"],
  ["key.hand", "H"],
  ["key.colours", "1–6", "Shift+1–6"],
  ["key.size", "[", "]"],
  ["key.undo", "Ctrl+Z"],
  ["key.redo", "Ctrl+Shift+Z", "Ctrl+Y"],
  ["key.pen", "keyName.arrows"],
  ["key.penDown", "Enter"],
  ["key.cancel", "Esc"],
];

const LOOK: Row[] = [
  ["key.fit", "F"],
  ["key.full", "Ctrl+0"],
  ["key.zoom", "keyName.wheel"],
  ["key.space", "keyName.space"],
];

const MORE: Row[] = [
  ["key.share", "Ctrl+K"],
  ["key.export", "Ctrl+Shift+E"],
  ["key.clear", "Ctrl+Del"],
  ["key.help", "?"],
];

/** All keys of the draw page. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const hasLetters = useStore(choices, (all) => all.letters);
  return (
    <Dialog title={t("keys.title")} isWide onClose={onClose}>
      {!hasLetters && <p>{t("keys.off")}</p>}
      <div class="keys">
        <Keys title={t("keys.draw")} rows={DRAW} />
        <Keys title={t("keys.look")} rows={LOOK} />
        <Keys title={t("keys.more")} rows={MORE} />
      </div>
    </Dialog>
  );
}

function Keys({ title, rows }: { title: string; rows: Row[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(([what, ...keys]) => [
          <dt key={what}>{t(what)}</dt>,
          <dd key={`${what} keys`}>
            {keys.map((key) => (
              <>
                <kbd key={key}>{nameOf(key)}</kbd>{" "}
              </>
            ))}
          </dd>,
        ])}
      </dl>
    </section>
  );
}

function nameOf(key: string): string {
  return key.startsWith("keyName.") ? t(key as keyof typeof en) : key;
}
