/**
 * The strokes of `strokes.mjs` painted by Skia on the processor, as a page would with its 2D canvas, and the
 * pictures written as PNG. Prints one JSON object of seconds for each name given, such as `paint/W1`.
 */

import { createCanvas } from "@napi-rs/canvas";
import { fingerprint, HEIGHT, strokesOf, WIDTH } from "./strokes.mjs";

/** What a page has at hand when it paints: styles and coordinates in pixels. */
function prepared(strokes) {
  return strokes.map(({ color, opacity, points }) => ({
    style: `rgba(${color >> 16},${(color >> 8) & 255},${color & 255},${opacity / 255})`,
    width: points[2] / 4,
    path: points.map((eighths) => eighths / 8),
  }));
}

function paint(strokes) {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const { style, width, path } of strokes) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(path[0], path[1]);
    for (let at = 3; at < path.length; at += 3) context.lineTo(path[at], path[at + 1]);
    context.stroke();
  }
  // Asking for a pixel makes sure that nothing was put off.
  context.getImageData(0, 0, 1, 1);
  return canvas;
}

function secondsOf(work) {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

const seconds = {};
const fingerprints = {};
for (const name of process.argv.slice(2)) {
  const [kind, workload] = name.split("/");
  const strokes = strokesOf(workload);
  fingerprints[workload] = fingerprint(strokes);
  const ready = prepared(strokes);
  // The first time is for the compiler of the page's language, which easel has behind it.
  const canvas = paint(ready);
  if (kind === "png") canvas.toDataURL("image/png");
  const work = kind === "png" ? () => canvas.toDataURL("image/png") : () => paint(ready);
  seconds[name] = secondsOf(work);
}
console.log(JSON.stringify({ seconds, fingerprints }));
