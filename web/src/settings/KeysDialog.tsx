import { Fragment } from "preact";
import { choices } from "../choices";
import { Dialog } from "../ui/Dialog";
import { useStore } from "../ui/useStore";
import { GROUPS, type Group } from "./keyList";
import { type en, t } from "./words";

/** All keys of the draw page. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const hasLetters = useStore(choices, (all) => all.letters);
  return (
    <Dialog title={t("keys.title")} isWide onClose={onClose}>
      {!hasLetters && <p>{t("keys.off")}</p>}
      <div class="keys">
        {GROUPS.map((group) => (
          <Keys key={group.title} {...group} />
        ))}
      </div>
    </Dialog>
  );
}

function Keys({ title, rows }: Group) {
  return (
    <section>
      <h3>{t(title)}</h3>
      <dl>
        {rows.map(([what, ...keys]) => (
          <Fragment key={what}>
            <dt>{t(what)}</dt>
            <dd>
              {keys.map((key) => (
                <Fragment key={key}>
                  <kbd dir="auto">{nameOf(key)}</kbd>{" "}
                </Fragment>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function nameOf(key: string): string {
  return key.startsWith("keyName.") ? t(key as keyof typeof en) : key;
}
