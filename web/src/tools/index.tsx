/** The tools that are loaded after the first ink: shapes, highlighter, text, own colours. */

import type { FunctionComponent } from "preact";
import type { Drawing } from "../drawing";
import { isMarker, widthOf } from "../hand";
import { wear } from "../wear";
import { TextField } from "./field";
import { Modifiers } from "./modifiers";
import { OwnColors } from "./ownColors";
import { ring } from "./ring";
import { isShape } from "./shape";
import { ShapeInk } from "./shapeInk";
import { Straighten } from "./straighten";
import css from "./tools.css?inline";
import { MoreButton, MoreRows } from "./ui/More";
import { ToolButtons, ToolRow } from "./ui/ToolButtons";

/** What of a page each part is given. */
export interface BenchProps {
  drawing: Drawing;
}

/** What the bars show of the tools. */
export interface Bench {
  /** Buttons of the wide bar. */
  Tools: FunctionComponent<BenchProps>;
  /** The end of the wide bar. */
  More: FunctionComponent<BenchProps>;
  /** Rows of the narrow bar's sheet. */
  Sheet: FunctionComponent<BenchProps>;
}

/** Teaches the pen of a page its other tools. */
export function setUp(drawing: Drawing): Bench {
  wear(css);
  teach(drawing);
  ring(drawing);
  const colors = new OwnColors(drawing);
  return {
    Tools: ToolButtons,
    More: (props) => <MoreButton {...props} colors={colors} />,
    Sheet: (props) => (
      <>
        <ToolRow {...props} />
        <MoreRows {...props} colors={colors} />
      </>
    ),
  };
}

function teach(drawing: Drawing): void {
  const { client, desk } = drawing;
  const keys = new Modifiers();
  const field = new TextField(drawing);
  const straighten = new Straighten(drawing);
  desk.draw = (brush, point) => {
    const hand = desk.hand();
    const draws = brush.tool === "pencil";
    if (draws && hand.tool === "text") return field.pen(point);
    const made = draws && isShape(hand.tool) ? hand.tool : null;
    const shape = made ?? (keys.held.shift ? "line" : null);
    if (shape) {
      const look = { shape, brush, size: widthOf(hand), filled: hand.filled };
      return client.mayBegin() ? new ShapeInk(client, keys, look, point) : null;
    }
    const ink = desk.ink(brush, point);
    const canRest = ink && draws && !isMarker(hand);
    return canRest ? straighten.watch(ink, brush, point) : ink;
  };
}
