/** Buttons of the tools that come later: in the wide bar with a menu of shapes, in the sheet in a row. */

import { useId, useRef } from "preact/hooks";
import type { HandTool } from "../../hand";
import { IconButton } from "../../ui/Button";
import { useStore } from "../../ui/useStore";
import { ICONS } from "../icons";
import type { BenchProps } from "../index";
import { isShape, SHAPES } from "../shape";
import { t } from "../words";
import { putAbove } from "./putAbove";

/** Keys of the tools. */
const KEYS = {
  highlighter: "M",
  line: "L",
  arrow: "A",
  rectangle: "R",
  ellipse: "O",
  text: "T",
} as const satisfies Partial<Record<HandTool, string>>;

type LaterTool = keyof typeof KEYS;

/** Of the wide bar. */
export function ToolButtons({ drawing }: BenchProps) {
  return (
    <>
      <ToolButton drawing={drawing} tool="highlighter" />
      <ShapesButton drawing={drawing} />
      <ToolButton drawing={drawing} tool="text" />
    </>
  );
}

/** Of the narrow bar's sheet. */
export function ToolRow({ drawing }: BenchProps) {
  return (
    <div class="tool-row">
      <ToolButton drawing={drawing} tool="highlighter" />
      <ToolButton drawing={drawing} tool="text" />
      <Shapes drawing={drawing} />
    </div>
  );
}

/** A button for the shape drawn last, above which all are shown. */
function ShapesButton({ drawing }: BenchProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const tool = useStore(drawing.desk.held, (hand) => hand.tool);
  const last = useRef<LaterTool | null>(null);
  if (isShape(tool)) last.current = tool;
  const name = isShape(tool) ? `${t("shapes")}: ${t(tool)}` : t("shapes");
  return (
    <>
      <IconButton
        icon={last.current ? ICONS[last.current] : ICONS.shapes}
        label={name}
        pressed={isShape(tool)}
        popover={id}
        buttonRef={button}
      />
      <div
        class="sheet shapes-menu"
        id={id}
        popover="auto"
        onToggle={(event) => putAbove(event, button.current)}
      >
        <Shapes drawing={drawing} />
      </div>
    </>
  );
}

function Shapes({ drawing }: BenchProps) {
  const { held } = drawing.desk;
  const filled = useStore(held, (hand) => hand.filled);
  return (
    <>
      {SHAPES.map((shape) => (
        <ToolButton key={shape} drawing={drawing} tool={shape} />
      ))}
      <label class="check">
        <input
          type="checkbox"
          checked={filled}
          onChange={(event) => held.set({ filled: event.currentTarget.checked })}
        />
        {t("filled")}
      </label>
    </>
  );
}

function ToolButton({ drawing, tool }: BenchProps & { tool: LaterTool }) {
  const chosen = useStore(drawing.desk.held, (hand) => hand.tool);
  const button = useRef<HTMLButtonElement>(null);
  const take = (): void => {
    void drawing.take(tool);
    button.current?.closest<HTMLElement>("[popover]")?.hidePopover();
  };
  return (
    <IconButton
      icon={ICONS[tool]}
      label={t(tool)}
      keys={KEYS[tool]}
      pressed={chosen === tool}
      onClick={take}
      buttonRef={button}
    />
  );
}
