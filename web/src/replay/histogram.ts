/** The picture behind the scrubber: how much each author drew when, and what stands out. */

import { colorOf } from "./people";
import type { Player } from "./player";
import type { Mark } from "./source";

/** Height of the strip of marks, in CSS pixels. */
const STRIP = 12;

/** How those who are not looked at are drawn. */
const FAINT = 0.15;

/** Draws it anew, as large as the canvas is shown. */
export function drawHistogram(canvas: HTMLCanvasElement, player: Player): void {
  const { width, height } = canvas.getBoundingClientRect();
  const scale = devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (!context || width === 0) return;
  context.scale(scale, scale);
  const { pace, length } = player.paced();
  const whole = Math.max(1, pace.toPlaying(length));
  drawBins(context, player, (at) => (at / whole) * width, height);
  const style = getComputedStyle(canvas);
  for (const mark of player.recording.marks) {
    if (mark.at > length) continue;
    drawMark(context, style, mark, {
      x: (pace.toPlaying(mark.at) / whole) * width,
      height,
      color: colorOf(player.recording, mark.author),
    });
  }
}

function drawBins(
  context: CanvasRenderingContext2D,
  player: Player,
  place: (at: number) => number,
  height: number,
): void {
  const { picked } = player.view.get();
  const { authors } = player.recording;
  const bins = player.activity.bins(player.paced().pace);
  const sums = bins.map(({ points }) => points.reduce((sum, one) => sum + one, 0));
  const most = Math.max(1, ...sums);
  for (const [index, { from, to, points }] of bins.entries()) {
    const sum = sums[index]!;
    if (sum === 0) continue;
    // A few strokes are seen too, beside a minute when everybody drew.
    const tall = Math.max(2, Math.sqrt(sum / most) * (height - STRIP));
    let bottom = height;
    for (const [at, one] of points.entries()) {
      if (one === 0) continue;
      const part = (one / sum) * tall;
      const isSeen = picked.length === 0 || picked.includes(authors[at]!.author);
      context.globalAlpha = isSeen ? 1 : FAINT;
      context.fillStyle = authors[at]!.color;
      context.fillRect(
        place(from),
        bottom - part,
        Math.max(1, place(to) - place(from) - 0.5),
        part,
      );
      bottom -= part;
    }
  }
  context.globalAlpha = 1;
}

interface MarkPlace {
  x: number;
  height: number;
  /** Of its author. */
  color: string;
}

/** Each kind has a shape of its own: nothing is told by colour alone. */
function drawMark(
  context: CanvasRenderingContext2D,
  style: CSSStyleDeclaration,
  { kind }: Mark,
  { x, height, color }: MarkPlace,
): void {
  const ink = (name: string): string => style.getPropertyValue(name).trim();
  const shape = (...points: [number, number][]): void => {
    context.beginPath();
    for (const [dx, y] of points) context.lineTo(x + dx, y);
    context.fill();
  };
  switch (kind) {
    case "join":
      context.fillStyle = color;
      context.strokeStyle = ink("--surface");
      context.beginPath();
      context.arc(Math.max(4, x), 5, 3.5, 0, 7);
      context.fill();
      context.stroke();
      break;
    case "clear":
      context.fillStyle = ink("--danger");
      context.fillRect(x - 0.75, 1, 1.5, height - 1);
      context.fillRect(x - 3.5, 1, 7, 4);
      break;
    case "chapter":
      context.fillStyle = ink("--accent");
      context.fillRect(x - 0.75, 1, 1.5, height - 1);
      shape([0, 0], [9, 4], [0, 8]);
      break;
    case "restore":
      context.fillStyle = ink("--warn");
      shape([0, 0], [5, 5], [0, 10], [-5, 5]);
      break;
    case "undo":
    case "redo":
      context.fillStyle = ink("--text-2");
      context.fillRect(x - 1, STRIP - 7, 2, 6);
      break;
    case "hide":
      context.strokeStyle = color;
      context.lineWidth = 1.5;
      context.strokeRect(Math.max(4, x) - 3.25, 1.75, 6.5, 6.5);
      break;
    case "show":
      context.fillStyle = color;
      context.fillRect(Math.max(4, x) - 4, 1, 8, 8);
      break;
    default:
      kind satisfies never;
  }
}
