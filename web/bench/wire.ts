/** People without a browser: they speak the easel dialect over a bare socket and do not look at what comes back. */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { RASTER_VERSION, SUBPROTOCOL } from "../src/protocol";

/** Points that one message may hold. */
const MESSAGE_POINTS = 500;

const COLORS = ["#14171c", "#c62828", "#1a8a3f", "#1d5fd6", "#6b3fd4", "#e8710a"];

/** One person in a room. */
export class Person {
  /** Messages said so far: each becomes one entry. */
  n = 0;
  private acknowledged = 0;
  private stroke = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly random: () => number,
  ) {}

  /** Opens a room as the author of a token. */
  static async join(url: string, room: string, token: string, random: () => number) {
    const { host, hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.setNoDelay(true);
    const person = new Person(socket, random);
    const lines = [
      `GET /ws/${room} HTTP/1.1`,
      `Host: ${host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
      `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`,
    ];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    await once(socket, "data");
    person.say({ type: "join", token, raster: RASTER_VERSION });
    await once(socket, "data");
    // Text frames go by unread but for the last count that is stored.
    let rest = "";
    socket.on("data", (bytes) => {
      const text = rest + bytes.toString("latin1");
      for (const found of text.matchAll(/"type":"ack","n":(\d+)\}/g)) {
        person.acknowledged = Number(found[1]);
      }
      rest = text.slice(-40);
    });
    socket.on("error", () => socket.destroy());
    return person;
  }

  /** Puts the pen down somewhere. */
  begin(radius = 32): void {
    this.stroke = this.count();
    const look = { tool: "pencil", color: this.pick(COLORS), opacity: 255 };
    const points = this.walkFrom([this.random() * 1_800 + 60, this.random() * 960 + 60], radius);
    this.say({ type: "begin", n: this.stroke, ...look, points, ended: false });
  }

  /** Moves on by some points, 6 pixels apart. */
  move(points: number): void {
    const flat = Array.from({ length: points }, () => this.step()).flat();
    this.say({ type: "points", n: this.count(), stroke: this.stroke, points: flat });
  }

  end(): void {
    this.say({ type: "end", n: this.count(), stroke: this.stroke });
  }

  /** Draws one stroke in as few messages as may be. */
  draw(points: number, radius = 32): void {
    this.begin(radius);
    for (let left = points - 1; left > 0; left -= MESSAGE_POINTS) {
      this.move(Math.min(left, MESSAGE_POINTS));
    }
    this.end();
  }

  /** Waits until everything asked for is stored. */
  async stored(): Promise<void> {
    while (this.acknowledged < this.n) {
      if (this.socket.destroyed) throw new Error("the server closed the connection");
      await new Promise((done) => setTimeout(done, 5));
    }
  }

  leave(): void {
    this.socket.destroy();
  }

  private at: [number, number] = [0, 0];
  private angle = 0;
  private radius = 32;

  private walkFrom(at: [number, number], radius: number): number[] {
    this.at = at;
    this.radius = radius;
    this.angle = this.random() * 7;
    return this.place();
  }

  private step(): number[] {
    this.angle += (this.random() - 0.5) * 0.9;
    let [x, y] = this.at;
    x += Math.cos(this.angle) * 6;
    y += Math.sin(this.angle) * 6;
    if (x < 40 || x > 1_880 || y < 40 || y > 1_040) this.angle += Math.PI / 2;
    this.at = [x, y];
    return this.place();
  }

  private place(): number[] {
    return [Math.round(this.at[0] * 8), Math.round(this.at[1] * 8), this.radius];
  }

  private pick(from: string[]): string {
    return from[Math.floor(this.random() * from.length)] ?? "#14171c";
  }

  private count(): number {
    this.n += 1;
    return this.n;
  }

  /** One masked text frame (RFC 6455, 5.2); a mask of zeros is a mask. */
  private say(message: object): void {
    const text = Buffer.from(JSON.stringify(message));
    const long = text.length > 125;
    const head = Buffer.alloc(long ? 8 : 6);
    head[0] = 0x81;
    head[1] = 0x80 | (long ? 126 : text.length);
    if (long) head.writeUInt16BE(text.length, 2);
    this.socket.write(Buffer.concat([head, text]));
  }
}

/** Fills a room with strokes of several people. */
export async function fill(
  url: string,
  room: string,
  strokes: number,
  points: number,
  random: () => number,
): Promise<void> {
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, who) =>
      Person.join(url, room, `bench-person-${String(who).padStart(6, "0")}`, random),
    ),
  );
  for (let drawn = 0; drawn < strokes; drawn += people.length) {
    for (const person of people) person.draw(points);
    if (drawn % 200 === 0) await Promise.all(people.map((person) => person.stored()));
  }
  await Promise.all(people.map((person) => person.stored()));
  for (const person of people) person.leave();
}
