import { once } from "node:events";
import { createServer, type Server as Http, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, test } from "@playwright/test";
import { chance, scribble } from "./hand";
import { allEqual } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** Stands before the server and notes every request: also those a browser makes without telling its pages. */
async function witness(to: Server): Promise<{ url: string; asked: string[]; http: Http }> {
  const asked: string[] = [];
  const target = new URL(to.url);
  const http = createServer((from, answer) => {
    asked.push(from.url ?? "");
    const { method, headers, url: path } = from;
    const on = request({ host: target.hostname, port: target.port, method, headers, path });
    on.on("response", (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    from.pipe(on);
  });
  http.on("upgrade", (from, socket, head) => {
    asked.push(from.url ?? "");
    const on = connect(Number(target.port), target.hostname, () => {
      const lines = from.rawHeaders.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`));
      on.write(`GET ${from.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
      on.write(head);
      socket.pipe(on).pipe(socket);
    });
    for (const end of [on, socket]) end.on("error", () => on.destroy());
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, asked, http };
}

test("four requests come before the first ink, and drawing asks for no more", async ({ page }) => {
  const { url, asked, http } = await witness(server);
  await page.goto(`${url}/r/first-ink`);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  await scribble(page, chance(1));
  const before = [...asked];
  await allEqual(server, "first-ink", [page]);
  // The script and the style are asked for together, in either order; other scripts come when all is idle.
  const first = before.slice(0, 4).map((path) => path.replace(/-[\w-]{8}\./, "."));
  for (const path of before.slice(4)) expect(path).toMatch(/^\/assets\/.*\.js$/);
  expect(first.sort()).toEqual([
    "/assets/index.css",
    "/assets/index.js",
    "/r/first-ink",
    "/ws/first-ink",
  ]);
  http.closeAllConnections();
  http.close();
});
