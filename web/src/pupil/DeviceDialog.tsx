import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { copyText } from "../share/copying";
import { Dialog } from "../ui/Dialog";
import { useStore } from "../ui/useStore";
import type { Lesson } from "./lesson";
import { lessonOf } from "./lessons";
import { handOver } from "./path";
import { type en, t } from "./words";

/** How a pupil goes on on another device: by a link that is the pupil. */
export function DeviceDialog({ drawing, onClose }: { drawing: Drawing; onClose: () => void }) {
  const lesson = lessonOf(drawing);
  return (
    <Dialog title={t("device.title")} onClose={onClose}>
      {lesson && <Link lesson={lesson} />}
    </Dialog>
  );
}

function Link({ lesson }: { lesson: Lesson }) {
  const code = useStore(lesson.live.seen, ({ state }) => state?.code ?? "");
  const url = handOver(location.origin, code, lesson.key);
  const [outcome, setOutcome] = useState<keyof typeof en | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // After the dialog is shown, which moves the focus too.
  useEffect(() => button.current?.focus(), []);
  const copy = async (): Promise<void> => {
    const isDone = await copyText(url);
    setOutcome(isDone ? "device.said" : "device.byHand");
    if (!isDone) field.current?.select();
  };
  return (
    <>
      <p>{t("device.note")}</p>
      <div class="device-row">
        <input
          ref={field}
          class="field"
          dir="ltr"
          readOnly
          value={url}
          aria-label={t("device.link")}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button ref={button} type="button" class="button button-main" onClick={() => void copy()}>
          {t(outcome === "device.said" ? "device.copied" : "device.copy")}
        </button>
      </div>
      <p class="device-warning">{t("device.warning")}</p>
      <p class="outcome" role="status">
        {outcome && t(outcome)}
      </p>
    </>
  );
}
