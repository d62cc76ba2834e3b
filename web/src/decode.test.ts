import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decode, encode } from "./decode";
import type { ClientMessage, ServerMessage } from "./protocol";

const folder = `${import.meta.dirname}/../../tests/fixtures/protocol`;

function fixture(side: string, name: string): string {
  return readFileSync(`${folder}/${side}/${name}.json`, "utf8");
}

/** Fails to compile when a message has no fixture. */
const SERVER: Record<ServerMessage["type"], true> = {
  welcome: true,
  snapshot: true,
  entries: true,
  ack: true,
  refusal: true,
  notice: true,
  goodbye: true,
  clientCount: true,
  pong: true,
  house: true,
  pass: true,
  report: true,
  ink: true,
  people: true,
  cursors: true,
  view: true,
};

const CLIENT: Record<ClientMessage["type"], true> = {
  join: true,
  begin: true,
  points: true,
  end: true,
  cancel: true,
  undo: true,
  redo: true,
  clear: true,
  chat: true,
  canvasRequest: true,
  ping: true,
  key: true,
  rules: true,
  rank: true,
  report: true,
  unclear: true,
  chapter: true,
  place: true,
  me: true,
  cursor: true,
  view: true,
};

describe("the fixtures that the server reads too", () => {
  it.each(Object.keys(SERVER))("%s is read and written the same", (name) => {
    const text = fixture("server", name);
    const decoded = decode(text);
    expect(decoded).toMatchObject({ ok: true });
    if (decoded.ok) expect(JSON.stringify(decoded.message)).toBe(text);
  });

  it.each(Object.keys(CLIENT))("%s is written as the server reads it", (name) => {
    const text = fixture("client", name);
    const message = JSON.parse(text) as ClientMessage;
    expect(message.type).toBe(name);
    expect(encode(message)).toBe(text);
  });

  it("has a file for each message and no other", () => {
    const names = (side: string) =>
      readdirSync(`${folder}/${side}`).map((file) => file.replace(".json", ""));
    expect(names("server").sort()).toEqual(Object.keys(SERVER).sort());
    expect(names("client").sort()).toEqual(Object.keys(CLIENT).sort());
  });
});

describe("what is no message", () => {
  it.each([
    "",
    "null",
    "[]",
    "{}",
    '{"type":"fly"}',
    '{"type":"ack"}',
    '{"type":"ack","n":"1"}',
    '{"type":"entries","seq":1,"entries":[{"type":"points","seq":1,"stroke":1,"points":[1,2]}]}',
    '{"type":"entries","seq":1,"entries":[{"type":"points","seq":1,"stroke":1,"points":[1,2,0.5]}]}',
  ])("%s is refused with a reason", (text) => {
    const decoded = decode(text);
    expect(decoded.ok).toBe(false);
    if (!decoded.ok) expect(decoded.reason).not.toBe("");
  });
});
