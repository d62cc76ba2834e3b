/** A class that is played by the test: what its server would tell, and what the page tells it. */

import { crc32, deflateSync } from "node:zlib";
import type { Page, WebSocketRoute } from "@playwright/test";
import type { ClassState, Pupil, TeacherMessage, Thumb } from "../src/class/protocol";

/** The name of the class. */
export const CLASS = "Zx81Kq0Tn4Vb7Lm2Rp9Wse";

/** The teacher's key. */
export const KEY = "teacher-key-0123456789abcdef";

/** The room of a pupil; 0 is the teacher's. */
export const roomOf = (pupil: number): string => `c${String(pupil).padStart(25, "a")}`;

const NAMES = [
  "Ada",
  "Björn",
  "Chen",
  "Dilara",
  "Émile",
  "Fatima",
  "Goran",
  "Hana",
  "Ivo",
  "Jaya",
  "Kofi",
  "Lena",
];

/** A pupil as most are. */
export function pupilOf(pupil: number, part: Partial<Pupil> = {}): Pupil {
  const name = NAMES[(pupil - 1) % NAMES.length] ?? "Ada";
  const joined = 1_700_000_000_000 + pupil * 1_000;
  const state = part.state ?? "in";
  const room = state === "in" ? roomOf(pupil) : null;
  return {
    pupil,
    name,
    room,
    state,
    here: true,
    hand: 0,
    idle: false,
    joined,
    last: null,
    ...part,
  };
}

/** A class of own boards. */
export function classOf(pupils: Pupil[], part: Partial<ClassState> = {}): ClassState {
  const rooms = pupils.flatMap(({ pupil, room, name }) =>
    room ? [{ room, title: name, pupils: [pupil], last: null, locked: false }] : [],
  );
  return {
    type: "class",
    class: CLASS,
    code: "KQHTRM",
    title: "Art, Tuesday",
    mode: "each",
    phase: "running",
    waiting: false,
    names: true,
    locked: false,
    closed: false,
    timer: null,
    link: "http://school.example/j/KQHTRM",
    spotlight: null,
    you: { is: "teacher" },
    room: roomOf(0),
    rooms,
    pupils,
    ...part,
  };
}

/** The class behind a page. */
export class Lesson {
  /** What the page has told, in order. */
  readonly told: ({ type: string } & Record<string, unknown>)[] = [];
  #socket: WebSocketRoute | null = null;

  private constructor(private state: ClassState) {}

  /** Plays the class for a page. */
  static async on(page: Page, state: ClassState): Promise<Lesson> {
    const lesson = new Lesson(state);
    await page.routeWebSocket(/\/api\/classes\/[^/]+\/live$/, (socket) => lesson.#open(socket));
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21"><path d="${qr()}"/></svg>`;
    await page.route(/\/api\/classes\/[^/]+\/qr\.svg$/, (route) =>
      route.fulfill({ contentType: "image/svg+xml", body: svg }),
    );
    return lesson;
  }

  #open(socket: WebSocketRoute): void {
    this.#socket = socket;
    socket.onMessage((text) => {
      const message = JSON.parse(String(text));
      if (message.type === "ping")
        return socket.send(JSON.stringify({ type: "pong", t: message.t }));
      this.told.push(message);
      if (message.type === "enter") socket.send(JSON.stringify(this.state));
    });
  }

  /** Something of the class is different now. */
  become(part: Partial<ClassState>): void {
    this.state = { ...this.state, ...part };
    this.send(this.state);
  }

  /** Sends anything. */
  send(message: object): void {
    this.#socket?.send(JSON.stringify(message));
  }

  /** Breaks the connection, or ends it with a reason. */
  async close(code = 1012, reason = ""): Promise<void> {
    await this.#socket?.close({ code, reason });
  }

  /** What was told last of a kind. */
  last<Type extends TeacherMessage["type"]>(
    type: Type,
  ): Extract<TeacherMessage, { type: Type }> | undefined {
    return this.told.findLast((one) => one.type === type) as never;
  }

  /** Paints a part of a room's small picture in one colour. */
  paint(room: string, color: number[], part: Partial<Thumb> = {}): void {
    const { w = 384, h = 216 } = part;
    const place = { x: 0, y: 0, w, h };
    const png = `data:image/png;base64,${pngOf(w, h, () => color).toString("base64")}`;
    this.send({ type: "thumb", room, seq: 1, width: 384, height: 216, ...place, ...part, png });
  }
}

function qr(): string {
  let path = "";
  for (let at = 0; at < 441; at += 1)
    if ((at * 7919) % 11 < 5) path += `M${at % 21} ${Math.floor(at / 21)}h1v1h-1z`;
  return path;
}

/** A picture of which each pixel is known. */
export function pngOf(
  width: number,
  height: number,
  at: (x: number, y: number) => number[],
): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set(at(x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const parts = [
    piece("IHDR", head),
    piece("IDAT", deflateSync(rows)),
    piece("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([magic, ...parts]);
}

function piece(name: string, bytes: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), bytes]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(bytes.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}
