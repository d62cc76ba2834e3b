import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t } from "../i18n";
import { mountDesk } from "./mountDesk";
import { useStore } from "./useStore";

/** How often the summary of the picture is told anew at most, in ms. */
const SUMMARY_MS = 1_000;

/** The paper on the desk: what is drawn with pointers and keys, and what everybody drew. */
export function CanvasView({ drawing }: { drawing: Drawing }) {
  const desk = useRef<HTMLDivElement>(null);
  const tool = useStore(drawing.desk.held, (hand) => hand.tool);
  const role = useStore(drawing.client.view, (room) => room.role);
  const summary = useSummary(drawing);
  useEffect(() => (desk.current ? mountDesk(desk.current, drawing) : undefined), [drawing]);
  return (
    <div class="desk" ref={desk} data-tool={role === "viewer" ? "hand" : tool}>
      <div class="paper">
        {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: an application, since keys draw on it */}
        <canvas
          data-layer="base"
          id="canvas"
          tabIndex={0}
          role="application"
          aria-label={summary}
          aria-describedby="canvas-keys"
          width={1920}
          height={1080}
        />
        <div class="crosshair" aria-hidden="true" />
      </div>
      <div class="ring" aria-hidden="true" />
      <p id="canvas-keys" class="unseen">
        {t("canvas.keys")}
      </p>
    </div>
  );
}

/** What the picture is, in words. */
function useSummary({ client }: Drawing): string {
  const [text, setText] = useState(() => t("canvas.empty"));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const { strokes, authors } = client.board;
      setText(strokes === 0 ? t("canvas.empty") : summaryOf(strokes, authors));
    };
    const later = (): void => {
      timer ??= setTimeout(tell, SUMMARY_MS);
    };
    const stop = client.view.subscribe(later);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client]);
  return text;
}

function summaryOf(strokes: number, authors: number): string {
  return t("canvas.summary", {
    strokes: t("canvas.strokes", { count: strokes }),
    people: t("canvas.people", { count: authors }),
  });
}
