import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { pathOf } from "../rooms";
import { isTyping } from "../shortcuts";
import { useCode } from "./code";
import { t } from "./words";

/** What stands beside the paper where the bars do not: on a projector, or inside another page. */
export function Mode({ drawing }: { drawing: Drawing }) {
  const [mode] = useState(() => document.documentElement.dataset.mode);
  if (mode === "present") return <Projector drawing={drawing} />;
  if (mode !== "embed") return null;
  return (
    <a class="button embed-link" href={pathOf(drawing.room)} target="_blank" rel="noopener">
      {t("embed.open")}
    </a>
  );
}

/** How to join, in the corner; the key P brings the bars and takes them away again. */
function Projector({ drawing: { room } }: { drawing: Drawing }) {
  const code = useCode(room);
  const [isOn, setIsOn] = useState(true);
  useEffect(() => {
    document.documentElement.dataset.mode = isOn ? "present" : "";
  }, [isOn]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key.toLowerCase() !== "p" || !isPlain || isTyping(event.target)) return;
      // Here the letter is not the pencil.
      event.stopPropagation();
      setIsOn((last) => !last);
    };
    addEventListener("keydown", press, { capture: true });
    return () => removeEventListener("keydown", press, { capture: true });
  }, []);
  if (!isOn) return null;
  return (
    <aside class="projector">
      <img src={`${pathOf(room)}/qr.svg`} alt={t("share.qr")} />
      {code && code !== "failed" && (
        <p>
          {t("present.join")}
          <strong class="projector-code">{code}</strong>
        </p>
      )}
      <button type="button" class="button" onClick={() => setIsOn(false)}>
        {t("present.leave")}
      </button>
    </aside>
  );
}
