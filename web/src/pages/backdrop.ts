/**
 * A drawing that comes about behind the front page.
 *
 * It is there once and then rests, within the five seconds that may move without a way to stop it (WCAG 2.2.2).
 */

/** How long it takes, in ms. */
const DRAW_MS = 4_500;

/** Size of the drawing; the window shows its middle. */
const [WIDTH, HEIGHT] = [1600, 900];

type Line = readonly [color: string, points: readonly (readonly [x: number, y: number])[]];

/** Places on a circle or a spiral. */
function round(x: number, y: number, from: number, to: number, turns: number): [number, number][] {
  return Array.from({ length: 60 * turns + 1 }, (_, at) => {
    const [turn, r] = [(at / 60) * 2 * Math.PI, from + ((to - from) * at) / (60 * turns)];
    return [x + r * Math.sin(turn), y - r * Math.cos(turn)];
  });
}

/** A line that goes up and down. */
function wave(x: number, y: number, length: number, height: number): [number, number][] {
  return Array.from({ length: 80 }, (_, at) => [
    x + (length * at) / 79,
    y + height * Math.sin(at / 6),
  ]);
}

/** As if several people drew, one after the other. */
const LINES: readonly Line[] = [
  ["#e8710a", round(1330, 170, 74, 74, 1)],
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((ray): Line => {
    const [dx, dy] = [Math.sin((ray * Math.PI) / 4), Math.cos((ray * Math.PI) / 4)];
    return [
      "#e8710a",
      [
        [1330 + 100 * dx, 170 + 100 * dy],
        [1330 + 140 * dx, 170 + 140 * dy],
      ],
    ];
  }),
  [
    "#c62828",
    [
      [110, 700],
      [110, 500],
      [240, 390],
      [370, 500],
      [370, 700],
      [110, 700],
    ],
  ],
  [
    "#7a4a21",
    [
      [210, 700],
      [210, 590],
      [275, 590],
      [275, 700],
    ],
  ],
  ["#1d5fd6", wave(1150, 720, 380, 26)],
  ["#0d8f8f", wave(1190, 775, 320, 22)],
  ["#6b3fd4", round(260, 190, 4, 96, 4)],
  ["#1a8a3f", wave(60, 800, 420, 14)],
  [
    "#d61f8f",
    [
      [1340, 560],
      [1270, 480],
      [1305, 430],
      [1340, 465],
      [1375, 430],
      [1410, 480],
      [1340, 560],
    ],
  ],
];

/** Draws it on a canvas: little by little, or at once for those who want less motion. */
export function drawBackdrop(canvas: HTMLCanvasElement, isStill: boolean): void {
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.lineWidth = 9;
  context.lineCap = "round";
  context.lineJoin = "round";
  const all = LINES.reduce((sum, [, points]) => sum + points.length, 0);
  const start = performance.now();
  const step = (now: number): void => {
    const share = isStill ? 1 : Math.min(1, Math.max(0, now - start) / DRAW_MS);
    paint(context, Math.ceil(all * share));
    if (share < 1 && canvas.isConnected) requestAnimationFrame(step);
  };
  step(start);
}

/** The first `left` points of it. */
function paint(context: CanvasRenderingContext2D, left: number): void {
  context.clearRect(0, 0, WIDTH, HEIGHT);
  for (const [color, points] of LINES) {
    if (left <= 0) return;
    context.strokeStyle = color;
    context.beginPath();
    for (const [x, y] of points.slice(0, left)) context.lineTo(x, y);
    context.stroke();
    left -= points.length;
  }
}
