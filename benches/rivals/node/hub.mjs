// A relay on npm's `ws` as the seed's article shows it: every message goes to every other client of the room.

import { parseArgs } from "node:util";
import { WebSocket, WebSocketServer } from "ws";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
const server = new WebSocketServer({
  host: "127.0.0.1",
  port: Number(values.port),
  perMessageDeflate: false,
});
const rooms = new Map();

server.on("listening", () => console.log(`listening on 127.0.0.1:${server.address().port}`));

server.on("connection", (socket, request) => {
  const path = request.url.split("?")[0];
  const room = rooms.get(path) ?? new Set();
  rooms.set(path, room.add(socket));

  socket.on("message", (message, isBinary) => {
    for (const other of room) {
      if (other !== socket && other.readyState === WebSocket.OPEN) {
        other.send(message, { binary: isBinary });
      }
    }
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    room.delete(socket);
    if (room.size === 0 && rooms.get(path) === room) rooms.delete(path);
  });
});
