import { useEffect, useRef } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t } from "../i18n";
import { mountDesk } from "./mountDesk";
import { useStore } from "./useStore";

/** The paper on the desk: what is drawn with pointers and keys, and what everybody drew. */
export function CanvasView({ drawing }: { drawing: Drawing }) {
  const desk = useRef<HTMLDivElement>(null);
  const tool = useStore(drawing.desk.held, (hand) => hand.tool);
  const role = useStore(drawing.client.view, (room) => room.role);
  const summary = useStore(drawing.summary, ({ text }) => text);
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
          aria-label={summary || t("canvas.empty")}
          aria-describedby="canvas-keys"
          width={1920}
          height={1080}
        />
        <div class="crosshair" aria-hidden="true" />
      </div>
      <p id="canvas-keys" class="unseen">
        {t("canvas.keys")}
      </p>
    </div>
  );
}
