import { createHash } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { decodePng } from "../src/png";
import { accessible } from "./access";
import { chance, enter, scribble, takeColour } from "./hand";
import { allEqual, hashOf, settled } from "./pixels";
import { heldHash, pictureHash, placeOf, replay } from "./replaying";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

interface Drawn {
  ada: Page;
  ben: Page;
  author: string;
  /** The place after Ada's first stroke, when Ben had drawn once. */
  seq: number;
  with: string;
}

/** Two people draw, each in a browser of their own; Ada has the key of the room. */
async function drawn(browser: Browser, room: string): Promise<Drawn> {
  const [ada, ben] = [await other(browser), await other(browser)];
  for (const page of [ada, ben]) await enter(page, server, room);
  await takeColour(ben, 5);
  const random = chance(room.length);
  await scribble(ada, random, 4);
  await settled([ada, ben]);
  await scribble(ben, random, 5);
  const seq = await settled([ada, ben]);
  await scribble(ben, random, 5);
  await settled([ada, ben]);
  await scribble(ada, random, 4);
  await settled([ada, ben]);
  const { marks } = await timelineOf(room);
  const join = marks.filter(({ kind }) => kind === "join");
  await keyOf(ada, room);
  const all = await allEqual(server, room, [ada, ben]);
  return { ada, ben, author: join[1]!.author, seq, with: all };
}

async function other(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

/** The key of a room: it came when she drew first, or is claimed now. */
async function keyOf(page: Page, room: string): Promise<void> {
  const answer = await fetch(`${server.url}/api/rooms/${room}/host`, { method: "POST" });
  if (answer.ok) {
    const { key } = (await answer.json()) as { key: string };
    await page.evaluate(
      ([at, value]) => localStorage.setItem(at!, value!),
      [`easel.host.${room}`, key],
    );
  }
  const kept = () => page.evaluate((name) => localStorage.getItem(`easel.host.${name}`), room);
  await expect.poll(kept, { timeout: 10_000 }).not.toBeNull();
}

interface Timeline {
  seq: number;
  marks: { seq: number; kind: string; author: string }[];
  authors: { author: string; name: string }[];
}

async function timelineOf(room: string): Promise<Timeline> {
  const answer = await fetch(`${server.url}/api/rooms/${room}/timeline`);
  return answer.json() as Promise<Timeline>;
}

/** The hash of how the room would look without somebody. */
async function previewHash(room: string, author: string, since: number): Promise<string> {
  const url = `${server.url}/api/rooms/${room}/preview.png?without=${author}&since=${since}`;
  const answer = await fetch(url);
  const { pixels } = await decodePng(new Uint8Array(await answer.arrayBuffer()));
  return createHash("sha256").update(pixels).digest("hex");
}

async function nameOf(room: string, author: string): Promise<string> {
  const { authors } = await timelineOf(room);
  return authors.find((one) => one.author === author)!.name;
}

/** Opens the dialog from the player. */
async function ask(page: Page) {
  await page.getByRole("button", { name: "This moment", exact: true }).click();
  await page.getByRole("menuitem", { name: "Hide somebody’s work…" }).click();
  const dialog = page.getByRole("dialog", { name: "Hide somebody’s work" });
  await expect(dialog.getByRole("radio").nth(3)).toBeVisible();
  return dialog;
}

async function close(...pages: Page[]): Promise<void> {
  for (const page of pages) await page.context().close();
}

test("a host hides all that somebody drew, and shows it again", async ({ browser }) => {
  const room = "all";
  const { ada, ben, author, with: all } = await drawn(browser, room);
  const end = await settled([ada, ben]);
  const name = await nameOf(room, author);
  const without = await previewHash(room, author, 0);
  expect(without).not.toBe(all);

  const host = await ada.context().newPage();
  await replay(host, server, room);
  const dialog = await ask(host);
  await accessible(host);
  await dialog.getByRole("button", { name: "Hide their work" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choose somebody first.");
  await dialog.getByRole("radio", { name }).check();
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  const picture = dialog.getByRole("img", { name: `The picture without ${name}` });
  await expect(picture).toHaveJSProperty("naturalWidth", 1920);
  await accessible(host);
  await dialog.getByRole("button", { name: "Hide their work" }).click();
  await expect(dialog).toHaveCount(0);
  const told = host.locator(".toast");
  await expect(told).toContainText(`The work of ${name} is hidden`);
  expect(await allEqual(server, room, [ada, ben])).toBe(without);
  // The player was at its end, and is there again.
  await expect.poll(() => heldHash(host)).toBe(without);
  expect(await placeOf(host)).toBeGreaterThan(end);

  await host.keyboard.press(",");
  await expect.poll(() => placeOf(host)).toBeLessThanOrEqual(end);
  await replay(host, server, room);
  expect(await heldHash(host)).toBe(without);
  await host.evaluate((at) => window.easelReplay.seek(at), await atOf(room, end));
  expect(await heldHash(host)).toBe(all);
  await steps(host, room);

  const again = await ask(host);
  await expect(again.getByRole("radio", { name: `${name} Hidden` })).toBeVisible();
  await accessible(host);
  await again.getByRole("button", { name: `Show again: ${name}` }).click();
  await expect(again).toHaveCount(0);
  await expect(host.locator(".toast")).toContainText(`The work of ${name} is back`);
  expect(await allEqual(server, room, [ada, ben])).toBe(all);
  await host.keyboard.press("End");
  await expect.poll(() => heldHash(host)).toBe(all);
  await steps(host, room);
  await replay(host, server, room);
  await host.getByRole("button", { name: "Moments" }).click();
  const moments = host.getByRole("region", { name: "Moments" });
  const moment = (what: string) =>
    moments.getByRole("button", { name: `The work of ${name} ${what}` });
  await expect(moment("came back")).toHaveCount(1);
  await accessible(host);
  await moment("was hidden").click();
  await host.evaluate(() => window.easelReplay.settled());
  expect(await heldHash(host)).toBe(without);
  await close(ada, ben);
});

/** The moment of a place, a little before what comes after it. */
async function atOf(room: string, seq: number): Promise<number> {
  const answer = await fetch(`${server.url}/api/rooms/${room}/snapshot?at=${seq}`);
  return ((await answer.json()) as { at: number }).at;
}

/** From the end back to the start and on to the end, stroke by stroke: each place is as the server has it. */
async function steps(page: Page, room: string): Promise<void> {
  await page.keyboard.press("End");
  const end = (await timelineOf(room)).seq;
  await expect.poll(() => placeOf(page)).toBe(end);
  for (const [key, last] of [
    [",", 0],
    [".", end],
  ] as const) {
    for (let place = await placeOf(page); place !== last; ) {
      const before = place;
      await page.keyboard.press(key);
      await expect.poll(() => placeOf(page)).not.toBe(before);
      const held = await heldHash(page);
      place = await placeOf(page);
      expect(held, `${key} ${place}`).toBe(await pictureHash(server, room, String(place)));
    }
  }
}

test("since a moment, by keyboard alone; the toast brings it back", async ({ browser }) => {
  const room = "since";
  const { ada, ben, author, seq, with: all } = await drawn(browser, room);
  const name = await nameOf(room, author);
  const later = await previewHash(room, author, seq);
  expect(later).not.toBe(await previewHash(room, author, 0));
  const host = await ada.context().newPage();
  await replay(host, server, room);
  await host.evaluate((at) => window.easelReplay.seek(at), await atOf(room, seq));
  expect(await placeOf(host)).toBe(seq);
  await host.getByRole("button", { name: "This moment", exact: true }).focus();
  await host.keyboard.press("Enter");
  await host.keyboard.press("End");
  await host.keyboard.press("Enter");
  const dialog = host.getByRole("dialog", { name: "Hide somebody’s work" });
  const people = dialog.getByRole("group", { name: "Whose work" }).getByRole("radio");
  await expect(people).toHaveCount(2);
  await people.first().focus();
  await host.keyboard.press("Space");
  const theirs = dialog.getByRole("radio", { name });
  if (!(await theirs.isChecked())) await host.keyboard.press("ArrowDown");
  await expect(theirs).toBeChecked();
  await host.keyboard.press("Tab");
  await expect(dialog.getByRole("radio", { name: "Since the beginning" })).toBeFocused();
  await host.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: "Since this moment" })).toBeChecked();
  await expect(dialog.getByRole("img")).toHaveAttribute("src", new RegExp(`since=${seq}$`));
  await host.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  expect(await allEqual(server, room, [ada, ben])).toBe(later);
  await host.getByRole("button", { name: "Show again" }).click();
  await expect.poll(() => hashOf(ben)).toBe(all);
  expect(await allEqual(server, room, [ada, ben])).toBe(all);
  await close(ada, ben);
});

test("what does not work is said where one is, and can be tried again", async ({ browser }) => {
  const room = "failing";
  const { ada, ben, author } = await drawn(browser, room);
  const name = await nameOf(room, author);
  const host = await ada.context().newPage();
  await replay(host, server, room);
  await host.route(/preview\.png/, (route) => route.abort());
  await host.route(/\/veils/, (route) => route.fulfill({ status: 403 }));
  const dialog = await ask(host);
  await dialog.getByRole("radio", { name }).check();
  await expect(dialog.getByText("The picture did not come.")).toBeVisible();
  await accessible(host);
  await host.unroute(/preview\.png/);
  await dialog.getByRole("button", { name: "Retry" }).click();
  await expect(dialog.getByRole("img", { name: /The picture without/ })).toBeVisible();
  await dialog.getByRole("button", { name: "Hide their work" }).click();
  await expect(dialog.getByRole("alert")).toContainText("is not on this device");
  await host.unroute(/\/veils/);
  await dialog.getByRole("button", { name: "Hide their work" }).click();
  await expect(dialog).toHaveCount(0);
  // Who is no host is not asked.
  await replay(ben, server, room);
  await ben.getByRole("button", { name: "This moment", exact: true }).click();
  await expect(ben.getByRole("menuitem")).toHaveCount(3);
  await close(ada, ben);
});

test("on a phone all of it is there, and large enough", async ({ browser }) => {
  const room = "phone";
  const { ada, ben, author } = await drawn(browser, room);
  const name = await nameOf(room, author);
  const host = await ada.context().newPage();
  await host.setViewportSize({ width: 390, height: 844 });
  await replay(host, server, room);
  const dialog = await ask(host);
  await dialog.getByRole("radio", { name }).check();
  await expect(dialog.getByRole("img", { name: /The picture without/ })).toBeVisible();
  for (const width of [390, 320]) {
    await host.setViewportSize({ width, height: 844 });
    const wide = await dialog.evaluate((one) => one.scrollWidth - one.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await accessible(host);
  }
  await close(ada, ben);
});
