// Each server that easel is measured against relays as it should: what is fast because it is wrong is no
// measure. Run by `npm test` here, after `just bench` has built the servers.

import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { after, before, describe, test } from "node:test";
import { WebSocket } from "ws";
import { startServer, stop } from "../../compare/children.mjs";
import { serverNamed } from "../../compare/servers.mjs";

const WAIT_MS_MAX = 10_000;
const LENGTHS = [1, 7, 115, 125, 126, 127, 1000, 65_535];

/** A member that remembers what it heard; joined messages are taken apart. */
async function member(port, room) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/${room}`, { perMessageDeflate: false });
  socket.heard = [];
  socket.on("message", (text) => socket.heard.push(...text.toString().split("\n")));
  await once(socket, "open");
  // Some answer the handshake before they let in; who is asked after that is in.
  socket.ping();
  await once(socket, "pong");
  return socket;
}

async function until(what, isTrue) {
  const deadline = Date.now() + WAIT_MS_MAX;
  while (!isTrue()) {
    assert.ok(Date.now() < deadline, `in vain: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const heard = (socket, count) =>
  until(
    () => `${socket.heard.length} of ${count} heard`,
    () => socket.heard.length >= count,
  );

/** A client's frame with a mask, as bytes. */
function masked(opcode, text) {
  const body = Buffer.from(text);
  const mask = [0x12, 0xff, 0x00, 0x7e];
  const head =
    body.length < 126
      ? [0x80 | opcode, 0x80 | body.length]
      : [0x80 | opcode, 0x80 | 126, body.length >> 8, body.length & 255];
  return Buffer.from([...head, ...mask, ...body.map((byte, place) => byte ^ mask[place % 4])]);
}

const request = (room) =>
  `GET /ws/${room} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/** Sends in pieces of this many bytes, each in a packet of its own. */
async function trickle(socket, bytes, step) {
  for (let place = 0; place < bytes.length; place += step) {
    socket.write(bytes.subarray(place, place + step));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

for (const name of ["raw", "naive", "gorilla", "node"]) {
  describe(name, () => {
    let server;
    before(async () => {
      server = await startServer(serverNamed(name).command());
    });
    after(() => stop(server.child));

    test("a room hears everything but its own, and no other room", async () => {
      const [a, b, c] = await Promise.all(
        ["one", "one", "one"].map((room) => member(server.port, room)),
      );
      const stranger = await member(server.port, "two");
      a.send("from a");
      b.send("from b");
      stranger.send("elsewhere");
      await heard(c, 2);
      await Promise.all([heard(a, 1), heard(b, 1)]);
      assert.deepEqual([a.heard, b.heard], [["from b"], ["from a"]]);
      assert.deepEqual(c.heard.toSorted(), ["from a", "from b"]);
      assert.deepEqual(stranger.heard, []);
      for (const socket of [a, b, c, stranger]) socket.close();
    });

    test("each sender's messages come in order, once", async () => {
      const sockets = await Promise.all([..."abcd"].map(() => member(server.port, "order")));
      const count = 200;
      for (let place = 0; place < count; place += 1) {
        for (const [who, socket] of sockets.entries()) socket.send(`${who}:${place}`);
        // The chat hub cuts off who is 256 messages behind.
        if (place % 20 === 0) for (const socket of sockets) await heard(socket, 3 * place);
      }
      const expected = Array.from({ length: count }, (_, place) => String(place));
      for (const [me, socket] of sockets.entries()) {
        await heard(socket, 3 * count);
        for (const who of sockets.keys()) {
          const from = socket.heard.filter((text) => text.startsWith(`${who}:`));
          const places = from.map((text) => text.split(":")[1]);
          assert.deepEqual(places, me === who ? [] : expected, `${who} to ${me}`);
        }
        socket.close();
      }
    });

    test("every length arrives as it was", async () => {
      const [a, b] = [await member(server.port, "long"), await member(server.port, "long")];
      const texts = LENGTHS.map((length) => "é".repeat(length >> 1) + "x".repeat(length & 1));
      for (const text of texts) a.send(text);
      await heard(b, texts.length);
      assert.deepEqual(b.heard, texts);
      a.close();
      b.close();
    });

    test("pieces of any size make the same frames", async () => {
      const listener = await member(server.port, "pieces");
      const socket = net.connect(server.port, "127.0.0.1").setNoDelay();
      let got = Buffer.alloc(0);
      socket.on("data", (bytes) => {
        got = Buffer.concat([got, bytes]);
      });
      await trickle(socket, Buffer.from(request("pieces")), 50);
      await until(
        () => got.toString(),
        () => got.includes("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"),
      );
      const texts = ["short", "l".repeat(300), "third", "fourth"];
      await trickle(socket, Buffer.concat(texts.map((text) => masked(1, text))), 3);
      await heard(listener, texts.length);
      assert.deepEqual(listener.heard, texts);

      got = Buffer.alloc(0);
      socket.write(masked(9, "are you there"));
      const pong = Buffer.from([0x8a, 13, ...Buffer.from("are you there")]);
      await until(
        () => got.toString("hex"),
        () => got.includes(pong),
      );
      socket.write(masked(8, Buffer.from([3, 232])));
      await once(socket, "end");
      assert.ok(got.includes(Buffer.from([0x88, 2, 3, 232])), "a close is answered");
      socket.destroy();
      listener.close();
    });

    test("who leaves is forgotten, and the others go on", async () => {
      const all = await Promise.all([..."abcdef"].map(() => member(server.port, "leaving")));
      const [first, last] = [all[0], all.at(-1)];
      for (const socket of all.slice(1, -1)) socket.terminate();
      await Promise.all(all.slice(1, -1).map((socket) => once(socket, "close")));
      first.send("still here");
      await heard(last, 1);
      last.send("me too");
      await heard(first, 1);
      first.close();
      last.close();
    });
  });
}
