import { useState } from "preact/hooks";
import { IconButton } from "../../ui/Button";
import { lettersOf } from "../code";
import { forgetTaught, type KeptClass, keepTaught, taught } from "../kept";
import { t } from "./words";

/** The classes of this device: they open again tomorrow. */
export function Known() {
  const [classes, setClasses] = useState(taught);
  const [gone, setGone] = useState<KeptClass | null>(null);
  const forget = (one: KeptClass): void => {
    forgetTaught(one.class);
    setClasses(taught());
    setGone(one);
  };
  const bringBack = (one: KeptClass): void => {
    keepTaught(one);
    setClasses(taught());
    setGone(null);
  };
  if (classes.length === 0 && !gone) return null;
  return (
    <section class="teach-known" aria-labelledby="teach-known">
      <h2 id="teach-known">{t("yours")}</h2>
      <ul>
        {classes.map((one) => (
          <li key={one.class} class="teach-class">
            <a href={`/c/${one.class}`}>
              {one.title}
              <small>{t("code", { code: lettersOf(one.code) })}</small>
            </a>
            <IconButton
              icon="close"
              label={t("forget", { title: one.title })}
              onClick={() => forget(one)}
            />
          </li>
        ))}
      </ul>
      <div role="status">
        {gone && (
          <p class="teach-gone">
            {t("forgotten", { title: gone.title })}
            <button type="button" class="button" onClick={() => bringBack(gone)}>
              {t("back")}
            </button>
          </p>
        )}
      </div>
    </section>
  );
}
