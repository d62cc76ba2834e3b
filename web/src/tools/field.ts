/** The field that text is typed into, on the paper, and what becomes of it. */

import type { Drawing } from "../drawing";
import { brushOf } from "../hand";
import type { Ink } from "../input";
import type { Point } from "../view";
import { lastOf } from "./shapeInk";
import { drawWhole } from "./whole";
import { t } from "./words";
import { emOf, LINE_HEIGHT, write } from "./writing";

/** Events on the field that are not for the desk below it. */
const OWN = ["pointerdown", "pointermove", "pointerup", "touchmove", "wheel", "contextmenu"];

/** One field at a time. */
export class TextField {
  #close: (() => void) | null = null;
  #commit: (() => void) | null = null;

  constructor(private readonly drawing: Drawing) {}

  /** A pen that puts a field where it goes up; while there is one, it only leaves that. */
  pen(point: number[]): Ink {
    const wasOpen = this.#commit !== null;
    this.#commit?.();
    let at = lastOf(point);
    return {
      color: null,
      atOnce: true,
      extend: (points) => {
        at = lastOf(points);
      },
      end: () => {
        if (!wasOpen) this.#open(at);
      },
      cancel: () => {},
    };
  }

  #open(at: Point): void {
    const { desk } = this.drawing;
    const field = document.createElement("textarea");
    field.setAttribute("aria-label", t("field"));
    field.spellcheck = false;
    const note = document.createElement("p");
    note.setAttribute("role", "alert");
    note.dir = "auto";
    const place = document.createElement("div");
    place.className = "text-place";
    place.append(field, note);
    for (const type of OWN) place.addEventListener(type, (event) => event.stopPropagation());
    const look = (): void => {
      const { color, size } = desk.hand();
      const em = emOf(size);
      place.style.translate = `${at.x}px ${at.y - (em * LINE_HEIGHT) / 2}px`;
      field.style.fontSize = `${em}px`;
      field.style.color = color;
    };
    const ends = [desk.held.subscribe(look)];
    look();
    document.querySelector(".paper")?.append(place);
    this.#close = () => {
      this.#close = null;
      this.#commit = null;
      for (const end of ends) end();
      place.remove();
    };
    this.#commit = () => this.#write(field, note, at);
    this.#listen(field, note);
    field.focus({ preventScroll: true });
  }

  #listen(field: HTMLTextAreaElement, note: HTMLElement): void {
    const grow = (): void => {
      const lines = field.value.split("\n");
      field.rows = lines.length;
      field.cols = Math.max(2, ...lines.map((line) => line.length + 1));
      note.textContent = "";
    };
    grow();
    field.addEventListener("input", grow);
    field.addEventListener("blur", () => this.#commit?.());
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#close?.();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#commit?.();
      else return;
      event.preventDefault();
      // For whoever draws by keyboard, the canvas is where to go on.
      document.querySelector<HTMLElement>("#canvas")?.focus({ preventScroll: true });
    });
  }

  /** Writes what is in the field, or says why not and keeps it. */
  #write(field: HTMLTextAreaElement, note: HTMLElement, at: Point): void {
    const { client, desk, voice } = this.drawing;
    const em = emOf(desk.hand().size);
    const { strokes, missing } = write(field.value, at, em, client.limits.strokePoints);
    if (missing.length > 0) {
      note.textContent = t("missing", { signs: missing.join(" ") });
      return;
    }
    if (strokes.length > 0 && !(desk.mayDraw() && client.mayBegin())) {
      note.textContent = t("notNow");
      return;
    }
    this.#close?.();
    // Whatever tool was taken meanwhile.
    const brush = brushOf({ ...desk.hand(), tool: "text" }, false);
    for (const points of strokes) drawWhole(client, brush, points);
    if (strokes.length > 0) voice.say(t("written"));
  }
}
