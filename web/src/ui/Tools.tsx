import { useEffect } from "preact/hooks";
import type { Drawing } from "../drawing";
import { t } from "../i18n";
import { whenIdle } from "../idle";
import { nameOfColor, SIZE_STEPS, stepOf } from "../palette";
import type { Bench } from "../tools";
import { IconButton } from "./Button";
import { Size } from "./Size";
import { Swatches } from "./Swatches";
import { Toolbar } from "./Toolbar";
import { useMedia } from "./useMedia";
import { useStore } from "./useStore";

/** Where the whole bar has no room: phones in both directions, small tablets. */
const NARROW = "(max-width: 819px), (max-width: 899px) and (pointer: coarse), (max-height: 479px)";

/** Tools that are there from the beginning. */
type FirstTool = "pencil" | "eraser" | "hand";

/** Smallest and largest picture of the brush in the narrow bar, in CSS pixels. */
const BRUSH_PX_MIN = 12;
const BRUSH_PX_MAX = 30;

interface ToolsProps {
  drawing: Drawing;
}

/** All that is in reach while drawing. */
export function Tools(props: ToolsProps) {
  const { mode, side } = document.documentElement.dataset;
  const isNarrow = useMedia(side === "bottom" ? NARROW : `${NARROW}, (max-height: 759px)`);
  return isNarrow || mode === "embed" ? <NarrowBar {...props} /> : <WideBar {...props} />;
}

function WideBar({ drawing }: ToolsProps) {
  const more = useBench(drawing);
  return (
    <Toolbar label={t("tools.label")}>
      <div class="group">
        <ToolButton drawing={drawing} tool="pencil" keys="P" />
        <ToolButton drawing={drawing} tool="eraser" keys="E" />
        <div class="group more-tools">{more && <more.Tools drawing={drawing} />}</div>
        <ToolButton drawing={drawing} tool="hand" keys="H" />
      </div>
      <Swatches desk={drawing.desk} />
      <Size desk={drawing.desk} />
      <div class="group">
        <Undo drawing={drawing} />
        <Redo drawing={drawing} />
        <IconButton icon="trash" label={t("tool.clear")} onClick={() => drawing.show("clear")} />
        {more && <more.More drawing={drawing} />}
      </div>
    </Toolbar>
  );
}

function NarrowBar({ drawing }: ToolsProps) {
  const more = useBench(drawing);
  return (
    <>
      <Toolbar label={t("tools.label")}>
        <ToolButton drawing={drawing} tool="pencil" keys="P" />
        <ToolButton drawing={drawing} tool="eraser" keys="E" />
        <BrushButton drawing={drawing} />
        <Undo drawing={drawing} />
        <IconButton icon="more" label={t("tool.more")} popover="more-sheet" />
      </Toolbar>
      <div class="sheet" id="brush-sheet" popover="auto">
        <Swatches desk={drawing.desk} />
        <Size desk={drawing.desk} />
      </div>
      <div class="sheet sheet-row" id="more-sheet" popover="auto">
        <ToolButton drawing={drawing} tool="hand" keys="H" />
        <Redo drawing={drawing} />
        <IconButton icon="trash" label={t("tool.clear")} onClick={() => drawing.show("clear")} />
        {more && <more.Sheet drawing={drawing} />}
      </div>
    </>
  );
}

/** The tools that come after the first ink; null before. */
function useBench(drawing: Drawing): Bench | null {
  useStore(drawing.bench, ({ tools }) => tools !== null);
  useEffect(() => whenIdle(() => void drawing.loadTools()), [drawing]);
  return drawing.bench.get().tools;
}

function ToolButton({ drawing, tool, keys }: { drawing: Drawing; tool: FirstTool; keys: string }) {
  const { held } = drawing.desk;
  const chosen = useStore(held, (hand) => hand.tool);
  return (
    <IconButton
      icon={tool}
      label={t(`tool.${tool}`)}
      keys={keys}
      pressed={chosen === tool}
      onClick={() => void drawing.take(tool)}
    />
  );
}

function BrushButton({ drawing: { desk } }: { drawing: Drawing }) {
  const size = useStore(desk.held, (hand) => hand.size);
  const color = useStore(desk.held, (hand) => hand.color);
  const width = BRUSH_PX_MIN + (BRUSH_PX_MAX - BRUSH_PX_MIN) * (stepOf(size) / SIZE_STEPS);
  const label = t("tool.brushIs", {
    color: t(`color.${nameOfColor(color)}`),
    size: t("size.value", { count: size }),
  });
  return (
    <button
      type="button"
      class="tool"
      aria-label={label}
      title={t("tool.brush")}
      popovertarget="brush-sheet"
    >
      <span class="brush" style={{ "--ink": color, width: `${width}px`, height: `${width}px` }} />
    </button>
  );
}

function Undo({ drawing }: { drawing: Drawing }) {
  return (
    <IconButton icon="undo" label={t("tool.undo")} keys="Ctrl+Z" onClick={() => drawing.undo()} />
  );
}

function Redo({ drawing }: { drawing: Drawing }) {
  return (
    <IconButton
      icon="redo"
      label={t("tool.redo")}
      keys="Ctrl+Shift+Z"
      onClick={() => drawing.redo()}
    />
  );
}
