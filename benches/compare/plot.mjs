// The plot of deliveries: a panel per scenario, a bar per server, one axis of powers of ten.

import { count, deliveries, isBound, middle, runsOf } from "./report.mjs";
import { SCENARIOS } from "./runs.mjs";
import { serverNamed } from "./servers.mjs";

const WIDTH = 820;
const MARGIN = 14;
const LABELS = 118;
const VALUES = 62;
const PANEL = 388;
const [BAR, STEP] = [14, 19];
const [PANEL_TOP, PANEL_FOOT] = [26, 32];
const TITLE_TOP = 56;

/** A card of its own colour in both themes, for an image may stand on a page of the other one. */
const STYLE = `
  svg { --card: #fff; --edge: #d1d9e0; --text: #1f2328; --faint: #59636e }
  @media (prefers-color-scheme: dark) {
    svg { --card: #0d1117; --edge: #3d444d; --text: #f0f6fc; --faint: #9198a1 }
  }
  .card { fill: var(--card); stroke: var(--edge) }
  text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--text) }
  .title { font-size: 15px; font-weight: 600 }
  .panel { font-weight: 600 }
  .faint { fill: var(--faint); font-size: 11px }
  .value { paint-order: stroke; stroke: var(--card); stroke-width: 4px }
  .grid { stroke: var(--edge) }
  .easel { fill: #2f81f7 }
  .raw { fill: #8c959f }
  .rival { fill: #d1833a }`;

function kindOf(name) {
  if (name.startsWith("easel")) return "easel";
  return name === "raw" ? "raw" : "rival";
}

const power = (exponent) => count(10 ** exponent).replace(/\.00/, "");

/** From the power of ten below every value to the highest. */
function axisOf(values) {
  const logs = values.map((value) => Math.log10(value));
  const low = Math.floor(Math.min(...logs) - 0.05);
  return { low, high: Math.max(...logs, low + 1) };
}

function panel({ title, bars, axis, x, y }) {
  const left = x + LABELS;
  const length = PANEL - LABELS - VALUES;
  const at = (log) => left + ((log - axis.low) / (axis.high - axis.low)) * length;
  const foot = y + PANEL_TOP + bars.length * STEP;
  const out = [`<text class="panel" x="${left}" y="${y + 14}">${title}</text>`];
  for (let exponent = axis.low; exponent <= axis.high; exponent += 1) {
    const place = at(exponent).toFixed(1);
    out.push(`<path class="grid" d="M${place} ${y + PANEL_TOP - 4}V${foot}"/>`);
    out.push(
      `<text class="faint" text-anchor="middle" x="${place}" y="${foot + 14}">${power(exponent)}</text>`,
    );
  }
  bars.forEach(({ name, value, sign }, place) => {
    const top = y + PANEL_TOP + place * STEP;
    const base = top + BAR - 3;
    const width = (at(Math.log10(value)) - left).toFixed(1);
    out.push(
      `<text text-anchor="end" x="${left - 6}" y="${base}">${serverNamed(name).label}</text>`,
      `<rect class="${kindOf(name)}" x="${left}" y="${top}" width="${width}" height="${BAR}" rx="2"/>`,
      `<text class="value" x="${left + Number(width) + 5}" y="${base}">${sign}${count(value)}</text>`,
    );
  });
  return out.join("\n");
}

/** The plot as SVG; empty when nothing was found. */
export function plot(figures) {
  const panels = Object.entries(SCENARIOS).flatMap(([part, { title }]) => {
    const bars = runsOf(figures, "find", part)
      .map((runs) => ({
        name: runs[0].server,
        value: middle(runs, deliveries),
        sign: isBound(runs) ? "≥ " : "",
      }))
      .filter(({ value }) => value > 0);
    return bars.length > 0 ? [{ title: `${part}: ${title}`, bars }] : [];
  });
  const values = panels.flatMap(({ bars }) => bars.map(({ value }) => value));
  const axis = values.length > 0 ? axisOf(values) : { low: 0, high: 1 };
  const rows = Math.max(0, ...panels.map(({ bars }) => bars.length));
  const tall = PANEL_TOP + rows * STEP + PANEL_FOOT;
  const drawn = panels.map((one, place) => {
    const x = place % 2 === 0 ? MARGIN : WIDTH - MARGIN - PANEL;
    const y = TITLE_TOP + Math.floor(place / 2) * tall;
    return panel({ ...one, axis, x, y });
  });
  const height = TITLE_TOP + Math.ceil(panels.length / 2) * tall;
  const title = "Messages delivered per second by one core, p99 under 50 ms, nothing lost";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${title}">`,
    `<style>${STYLE}\n</style>`,
    `<rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6"/>`,
    `<text class="title" x="${MARGIN}" y="26">${title}</text>`,
    `<text class="faint" x="${MARGIN}" y="44">deliveries/s, logarithmic axis; ≥ where the load was the limit; ${figures.machine.cpu}, ${figures.machine.date}</text>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}
