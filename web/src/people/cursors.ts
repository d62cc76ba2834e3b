/** The pointers of the others, above the paper: one element each, moved by transforms alone. */

import type { DrawDesk } from "../desk";
import { toScreen } from "../view";
import type { Presence, Spot } from "./presence";
import type { CursorsShown } from "./settings";

/** A pointer that rests this long loses its name, in ms. */
const STILL_MS = 3_000;

/** With more people than this only those who draw are shown. */
const CROWD = 20;

const EIGHTHS = 8;

const ARROW = "M1.5 1.5v15l4-3.7 2.5 5.7 2.8-1.2-2.5-5.6 5.5-.4z";

interface Pointer {
  root: HTMLElement;
  label: HTMLElement;
  /** Takes the name away. */
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Whether a pointer is shown. */
export function isShown(spot: Spot, shown: CursorsShown, people: number): boolean {
  if (shown === "none") return false;
  return spot.draws || (shown === "all" && people <= CROWD);
}

/** All pointers over one desk. */
export class CursorLayer {
  readonly #pointers = new Map<number, Pointer>();

  constructor(
    private readonly layer: HTMLElement,
    private readonly desk: DrawDesk,
    private readonly presence: Presence,
    private readonly shown: () => CursorsShown,
  ) {}

  /** Shows where somebody points now. */
  point(client: number): void {
    const spot = this.#visible(client);
    if (!spot) {
      this.#remove(client);
      return;
    }
    const before = this.#pointers.get(client);
    const pointer = before ?? this.#add(client);
    this.#place(pointer, spot, before !== undefined);
    this.#name(pointer, spot);
  }

  /** Shows them all anew: the paper moved, or other ones are to be shown. */
  refresh(): void {
    for (const client of new Set([...this.#pointers.keys(), ...this.presence.spots.keys()])) {
      const spot = this.#visible(client);
      const pointer = this.#pointers.get(client);
      if (!spot) this.#remove(client);
      else if (pointer) this.#place(pointer, spot, false);
      else this.point(client);
    }
  }

  /** Somebody has another name or colour. */
  dress(client: number): void {
    const pointer = this.#pointers.get(client);
    const person = this.presence.person(client);
    if (!pointer || !person) return;
    pointer.root.style.setProperty("--ink", person.color);
    pointer.label.textContent = person.name;
  }

  /** Takes all away. */
  dispose(): void {
    for (const client of [...this.#pointers.keys()]) this.#remove(client);
  }

  #visible(client: number): Spot | null {
    const spot = this.presence.spots.get(client);
    if (!spot || !this.presence.person(client)) return null;
    return isShown(spot, this.shown(), this.presence.here.get().people.length) ? spot : null;
  }

  #add(client: number): Pointer {
    const root = document.createElement("div");
    root.className = "cursor";
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", ARROW);
    svg.append(path);
    const label = document.createElement("span");
    label.dir = "auto";
    root.append(svg, label);
    this.layer.append(root);
    const pointer = { root, label, timer: undefined };
    this.#pointers.set(client, pointer);
    this.dress(client);
    return pointer;
  }

  #place({ root }: Pointer, spot: Spot, glides: boolean): void {
    const canvas = { x: spot.x / EIGHTHS, y: spot.y / EIGHTHS };
    const at = toScreen(this.desk.seen.get().view, canvas);
    root.classList.toggle("glides", glides);
    root.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
  }

  /** The name is there from the first move on, and goes when the pointer rests. */
  #name(pointer: Pointer, spot: Spot): void {
    pointer.root.classList.remove("still");
    clearTimeout(pointer.timer);
    const rest = (): void => void pointer.root.classList.add("still");
    pointer.timer = spot.draws ? undefined : setTimeout(rest, STILL_MS);
  }

  #remove(client: number): void {
    const pointer = this.#pointers.get(client);
    clearTimeout(pointer?.timer);
    pointer?.root.remove();
    this.#pointers.delete(client);
  }
}
