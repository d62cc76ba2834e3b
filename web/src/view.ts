/** Where the paper lies on the screen: zoom and place, and the way between screen and canvas. */

/** A place in CSS pixels of the desk, or in pixels of the canvas. */
export interface Point {
  x: number;
  y: number;
}

/** Width and height, in pixels. */
export interface Extent {
  width: number;
  height: number;
}

/** Space at the edges of the desk that bars cover, in CSS pixels. */
export interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** The paper's left upper corner on the desk, and CSS pixels per canvas pixel. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

/** Smallest zoom: a whole canvas of 8192 px still fits a desktop screen. */
export const ZOOM_MIN = 0.1;

/** Largest zoom: one canvas pixel is as big as a fingertip can aim at. */
export const ZOOM_MAX = 8;

/** One press of a key or a button that zooms. */
export const ZOOM_STEP = 1.25;

/** From this zoom on, single pixels are shown as squares. */
export const PIXELATED_FROM = 4;

/** CSS pixels of the paper that stay in sight however far it is moved. */
const IN_SIGHT_PX = 64;

/** Air around the paper when it is fitted, in CSS pixels. */
const MARGIN_PX = 12;

/** A place on the desk, told on the canvas. */
export function toCanvas(view: View, at: Point): Point {
  return { x: (at.x - view.x) / view.zoom, y: (at.y - view.y) / view.zoom };
}

/** A place on the canvas, told on the desk. */
export function toScreen(view: View, at: Point): Point {
  return { x: at.x * view.zoom + view.x, y: at.y * view.zoom + view.y };
}

/** The view moved by some CSS pixels. */
export function pan(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** The view zoomed by a factor; what lies under `at` stays there. */
export function zoomAt(view: View, at: Point, factor: number): View {
  const zoom = clamp(view.zoom * factor, ZOOM_MIN, ZOOM_MAX);
  const held = toCanvas(view, at);
  return { zoom, x: at.x - held.x * zoom, y: at.y - held.y * zoom };
}

/** The view that shows the whole paper in what the bars leave free. */
export function fitPaper(desk: Extent, paper: Extent, insets: Insets): View {
  const width = Math.max(1, desk.width - insets.left - insets.right - 2 * MARGIN_PX);
  const height = Math.max(1, desk.height - insets.top - insets.bottom - 2 * MARGIN_PX);
  const zoom = clamp(Math.min(width / paper.width, height / paper.height), ZOOM_MIN, ZOOM_MAX);
  return {
    zoom,
    x: insets.left + MARGIN_PX + (width - paper.width * zoom) / 2,
    y: insets.top + MARGIN_PX + (height - paper.height * zoom) / 2,
  };
}

/** The nearest view in which some of the paper can still be seen. */
export function keepInSight(view: View, desk: Extent, paper: Extent): View {
  return {
    zoom: view.zoom,
    x: clamp(view.x, IN_SIGHT_PX - paper.width * view.zoom, desk.width - IN_SIGHT_PX),
    y: clamp(view.y, IN_SIGHT_PX - paper.height * view.zoom, desk.height - IN_SIGHT_PX),
  };
}

/** `value`, or the bound it crosses. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
