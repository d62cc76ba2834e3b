/** A class as its server will tell it: the pupil's page speaks to this in place of a socket. */

import type { Page, WebSocketRoute } from "@playwright/test";
import type { ClassState, PupilMessage } from "../src/class/protocol";

/** The class of these stories, and the key of its pupil. */
export const CLASS = "fractions-1234567890ab";
export const KEY = "k".repeat(32);
export const CODE = "HKMTRW";

/** What the page said. */
export type Said = PupilMessage | { type: "enter"; key?: string; name?: string; again?: boolean };

/** A class with one pupil. */
export class MockClass {
  readonly said: Said[] = [];
  state: ClassState = {
    type: "class",
    class: CLASS,
    code: CODE,
    title: "Fractions with circles",
    mode: "each",
    phase: "waiting",
    waiting: false,
    names: true,
    locked: false,
    closed: false,
    timer: null,
    link: `http://localhost/j/${CODE}`,
    spotlight: null,
    you: { is: "pupil", pupil: 7, name: "Ada", state: "in", key: KEY, hand: false },
  };
  /** What is answered in place of the state, once. */
  refusal: string | null = null;
  #socket: WebSocketRoute | null = null;

  /** Answers the page's questions from here on. */
  async answer(page: Page): Promise<void> {
    await page.route("**/api/codes/*", (route) =>
      route.request().url().endsWith(CODE)
        ? route.fulfill({ json: { class: CLASS, title: this.state.title } })
        : route.fulfill({ status: 404 }),
    );
    await page.route("**/api/rooms/*/visit", (route) => route.fulfill({ status: 204 }));
    await page.route("**/api/classes/*/qr.svg", (route) => route.fulfill({ status: 200 }));
    await page.routeWebSocket(/\/api\/classes\/.*\/live$/, (socket) => {
      this.#socket = socket;
      socket.onMessage((text) => this.#hear(JSON.parse(String(text)) as Said | { type: "ping" }));
    });
  }

  /** Changes the class, and tells the page. */
  tell(part: Partial<ClassState>, you: Partial<ClassState["you"]> = {}): void {
    this.state = { ...this.state, ...part, you: { ...this.state.you, ...you } };
    this.#socket?.send(JSON.stringify(this.state));
  }

  /** Starts the lesson in a room. */
  start(room: string): void {
    this.tell({ phase: "running" }, { room });
  }

  /** Ends the connection. */
  async close(code: number, reason: string): Promise<void> {
    await this.#socket?.close({ code, reason });
  }

  /** The newest message of a kind. */
  last(type: Said["type"]): Said | undefined {
    return this.said.findLast((one) => one.type === type);
  }

  #hear(message: Said | { type: "ping" }): void {
    if (message.type === "ping") return;
    this.said.push(message);
    if (message.type === "enter" && this.refusal) {
      const code = this.refusal;
      this.refusal = null;
      this.#socket?.send(JSON.stringify({ type: "refusal", code, message: "No." }));
      return;
    }
    if (message.type === "enter") this.tell({}, message.name ? { name: message.name } : {});
    if (message.type === "name") this.tell({}, { name: message.name });
    if (message.type === "hand") this.tell({}, { hand: message.up });
  }
}
