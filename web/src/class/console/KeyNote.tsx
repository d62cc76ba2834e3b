import { useState } from "preact/hooks";
import { t } from "../words";
import type { ClassDesk } from "./desk";

/** Told once: without this link, on another device, nobody gets back here. */
export function KeyNote({ desk }: { desk: ClassDesk }) {
  const [isTold, setIsTold] = useState(() => desk.kept?.isTold === true);
  if (isTold) return null;
  const dismiss = (): void => {
    desk.beTold();
    setIsTold(true);
    document.querySelector<HTMLElement>("#wall")?.focus();
  };
  return (
    <div class="strip">
      <span>{t("key.note")}</span>
      <button type="button" class="button button-main" onClick={() => void desk.copyLink()}>
        {t("copyKey")}
      </button>
      <button type="button" class="button" onClick={dismiss}>
        {t("key.dismiss")}
      </button>
    </div>
  );
}
