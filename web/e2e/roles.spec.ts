import { type Browser, expect, type Page, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, scribble } from "./hand";
import { hashOf, settled } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** Somebody with a name, in a browser of their own. */
async function person(browser: Browser, room: string, name: string, link = `/r/${room}`) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 760 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const me = JSON.stringify({ name, color: "#1d5fd6", invented: false });
  await context.addInitScript(
    (kept) => localStorage.getItem("easel.me") ?? localStorage.setItem("easel.me", kept),
    me,
  );
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("close", () => expect(errors).toEqual([]));
  await page.goto(server.url + link);
  return page;
}

const status = (page: Page) => page.evaluate(() => window.easel?.status());

async function live(page: Page): Promise<Page> {
  await expect.poll(() => status(page)).toBe("live");
  return page;
}

/** Ada begins a room by drawing in it: she is its host. */
async function begun(browser: Browser, room: string): Promise<Page> {
  const ada = await live(await person(browser, room, "Ada"));
  await scribble(ada, chance(room.length), 3);
  await expect(async () => {
    const menu = await open(ada);
    await expect(menu.getByRole("menuitem", { name: "Who may do what…" })).toBeVisible();
    await ada.keyboard.press("Escape");
  }).toPass({ timeout: 15_000 });
  await expect(ada.getByRole("menu")).toHaveCount(0);
  return ada;
}

async function open(page: Page) {
  const menu = page.getByRole("menu", { name: "Menu" });
  if (!(await menu.isVisible())) await page.getByRole("button", { name: "Menu" }).click();
  await expect(menu).toBeVisible();
  return menu;
}

/** The dialog of who may do what. */
async function rights(page: Page) {
  const dialog = page.getByRole("dialog", { name: "Who may do what" });
  if (await dialog.isVisible()) return dialog;
  await (await open(page)).getByRole("menuitem", { name: /^Who may do what/ }).click();
  await expect(dialog).toBeVisible();
  return dialog;
}

async function away(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog[open], :popover-open")).toHaveCount(0);
}

/** The list of people, open. */
async function people(page: Page) {
  const card = page.getByRole("dialog", { name: /here/ });
  if (!(await card.isVisible())) await page.getByRole("button", { name: /^People/ }).click();
  await expect(card).toBeVisible();
  return card;
}

/** Chooses something from somebody's menu. */
async function about(page: Page, name: string, item: string): Promise<void> {
  const card = await people(page);
  await card.getByRole("button", { name: `More for ${name}` }).click();
  await page
    .getByRole("menu", { name: `More for ${name}` })
    .getByRole("menuitem", { name: item })
    .click();
}

const toast = (page: Page, text: string | RegExp) => page.locator(".toast", { hasText: text });

/** What the server answers to a stroke that no control of a page has sent. */
function rawStroke(page: Page, room: string): Promise<string> {
  return page.evaluate((name) => {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/ws/${name}`, "easel.v1");
    const said = (message: object) => socket.send(JSON.stringify(message));
    const brush = { tool: "pencil", color: "#c62828", opacity: 255 };
    return new Promise<string>((resolve, reject) => {
      socket.onerror = reject;
      socket.onopen = () => said({ type: "join", token: "raw-stroke-0123456789", raster: 2 });
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data) as { type: string; code?: string; last?: number };
        const n = (message.last ?? 0) + 1;
        const stroke = { type: "begin", n, ...brush, points: [80, 80, 24], ended: true };
        if (message.type === "welcome") said(stroke);
        if (message.type !== "refusal" && message.type !== "ack") return;
        socket.close();
        resolve(message.code ?? message.type);
      };
    });
  }, room);
}

test("who begins a room is its host at once, and nobody else is", async ({ browser }) => {
  const ada = await begun(browser, "first");
  const ben = await live(await person(browser, "first", "Ben"));
  await expect((await people(ada)).locator(".person", { hasText: "Ben" })).toBeVisible();
  await expect((await people(ben)).locator(".person", { hasText: "Ada" })).toContainText("host");
  await away(ben);
  await expect((await open(ben)).getByRole("menuitem", { name: /may do what/ })).toHaveCount(0);
  await ada.context().close();
  await ben.context().close();
});

test("a locked room: the other sees it, draws nothing, and the server refuses", async ({
  browser,
}) => {
  const ada = await begun(browser, "locked");
  const ben = await live(await person(browser, "locked", "Ben"));
  expect(await rawStroke(ben, "locked")).toBe("ack");
  const dialog = await rights(ada);
  await dialog.getByRole("checkbox", { name: "Lock drawing" }).check();
  await expect(ben.locator(".chip")).toHaveText("Drawing is locked");
  await expect(toast(ben, "Drawing is locked right now.")).toBeVisible();
  await expect(ben.locator(".bar-place")).toHaveAttribute("inert");
  await settled([ada, ben]);
  const before = await hashOf(ben);
  // It shakes for less time than the stroke takes.
  const shaken = ben.locator(".chip-refusing").waitFor({ state: "attached" });
  await scribble(ben, chance(2), 3);
  await shaken;
  await ben.keyboard.press("Control+z");
  expect(await hashOf(ben)).toBe(before);
  expect(await rawStroke(ben, "locked")).toBe("locked");
  await accessible(ben);
  await away(ada);
  await expect(ada.locator(".chip")).toHaveText("Locked for others");
  await scribble(ada, chance(3), 3);
  await settled([ada, ben]);
  expect(await hashOf(ben)).not.toBe(before);
  await (await rights(ada)).getByRole("checkbox", { name: "Lock drawing" }).uncheck();
  await expect(toast(ben, "You can draw again.")).toBeVisible();
  await scribble(ben, chance(4), 3);
  await expect.poll(() => ben.evaluate(() => window.easel.waiting())).toBe(0);
  await expect(ben.locator(".toast", { hasText: "could not be added" })).toHaveCount(0);
  await ada.context().close();
  await ben.context().close();
});

test("strokes drawn while the connection was away and the room was locked are told", async ({
  browser,
}) => {
  const ada = await begun(browser, "away");
  const ben = await live(await person(browser, "away", "Ben"));
  // What comes when the page rests has come.
  await expect(ben.locator(".more-tools button").first()).toBeVisible();
  await ben.waitForLoadState("networkidle");
  await ben.context().setOffline(true);
  await ben.evaluate(() => dispatchEvent(new Event("offline")));
  await expect.poll(() => status(ben), { timeout: 20_000 }).toBe("waiting");
  await scribble(ben, chance(5), 3);
  await scribble(ben, chance(6), 3);
  await (await rights(ada)).getByRole("checkbox", { name: "Lock drawing" }).check();
  await ben.context().setOffline(false);
  await live(ben);
  await expect(toast(ben, "2 strokes could not be added: drawing is locked.")).toBeVisible();
  await settled([ada, ben]);
  await expect.poll(async () => (await hashOf(ben)) === (await hashOf(ada))).toBe(true);
  await ada.context().close();
  await ben.context().close();
});

test("chat and cursors turned off, and slow mode", async ({ browser }) => {
  const ada = await begun(browser, "quiet");
  const ben = await live(await person(browser, "quiet", "Ben"));
  const dialog = await rights(ada);
  await dialog.getByRole("checkbox", { name: "Turn chat off" }).check();
  await dialog.getByRole("checkbox", { name: "Hide cursors" }).check();
  await dialog.getByLabel("Slow mode").selectOption("One stroke every 15 seconds");
  await expect(toast(ben, /Slow mode: one stroke or line every 15 seconds/)).toBeVisible();
  await ben.getByRole("button", { name: "Chat", exact: true }).click();
  await expect(ben.getByRole("textbox", { name: "Chat is off right now" })).toBeDisabled();
  await accessible(ben);
  await ben.getByRole("button", { name: "Close the chat" }).click();
  await scribble(ben, chance(7), 3);
  await expect.poll(() => ben.evaluate(() => window.easel.waiting())).toBe(0);
  await scribble(ben, chance(8), 3);
  await expect(toast(ben, /Slow mode: wait 1\d seconds/)).toBeVisible();
  expect(await ben.evaluate(() => window.easel.waiting())).toBe(0);
  await away(ada);
  await expect(ada.locator(".cursor")).toHaveCount(0);
  await ada.context().close();
  await ben.context().close();
});

test("somebody is removed, stays out after a reload, and is let in again", async ({ browser }) => {
  const ada = await begun(browser, "out");
  const ben = await live(await person(browser, "out", "Ben"));
  await about(ada, "Ben", "Remove…");
  await ada
    .getByRole("dialog", { name: "Remove Ben?" })
    .getByText("Remove", { exact: true })
    .click();
  const words = ben.getByRole("alert").filter({ hasText: "A host of this room has removed you." });
  await expect(words).toBeVisible();
  expect(await status(ben)).toBe("barred");
  await accessible(ben);
  await ben.reload();
  await expect(words).toBeVisible();
  await expect(ben.getByRole("link", { name: "Back to start" })).toBeVisible();
  await expect(ben.getByRole("toolbar")).toBeHidden();
  const dialog = await rights(ada);
  await dialog.getByRole("button", { name: "Let in again: Ben" }).click();
  await expect(dialog.getByText("Removed people")).toHaveCount(0);
  await ben.reload();
  await live(ben);
  await ada.context().close();
  await ben.context().close();
});

test("somebody may only watch, raises a hand, and is let draw from the list", async ({
  browser,
}) => {
  const ada = await begun(browser, "watch");
  const ben = await live(await person(browser, "watch", "Ben"));
  await (await rights(ada)).getByRole("radio", { name: "can watch" }).check();
  await away(ada);
  await expect(ben.getByText("You are watching. Raise your hand to draw.")).toBeVisible();
  await accessible(ben);
  await ben.keyboard.press("y");
  const card = await people(ada);
  await card.getByRole("button", { name: "Let Ben draw" }).click();
  await expect(toast(ben, "You can draw now.")).toBeVisible();
  await expect(ben.getByRole("toolbar")).toBeVisible();
  await expect(ben.getByRole("button", { name: "Raise hand" }).first()).toHaveAttribute(
    "aria-pressed",
    "false",
  );
  await away(ada);
  await about(ada, "Ben", "Watch only");
  await expect(toast(ben, "You can only watch right now.")).toBeVisible();
  await ada.context().close();
  await ben.context().close();
});

/** Makes a link in the dialog, and answers where it leads. */
async function makeLink(page: Page, can: string, title: string): Promise<string> {
  const dialog = await rights(page);
  await dialog.getByLabel("Whoever has it can").selectOption(can);
  await dialog.getByLabel("For whom (optional)").fill(title);
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const field = dialog.getByLabel("The new link. It is shown only now.");
  await expect(field).toHaveValue(/#k=[\w-]{22}$/);
  const link = await field.inputValue();
  return link.slice(server.url.length);
}

test("a room that needs a link: in by it, out when it is taken back", async ({ browser }) => {
  const ada = await begun(browser, "shut");
  const link = await makeLink(ada, "draw", "Parents");
  const dialog = await rights(ada);
  await expect(dialog.getByRole("status").filter({ hasText: "Link copied" })).toBeVisible();
  await dialog.getByRole("radio", { name: "need a link of their own" }).check();
  await expect(dialog.getByRole("radio", { name: "need a link of their own" })).toBeChecked();
  await accessible(ada);
  const eve = await person(browser, "shut", "Eve");
  await expect(eve.getByText("This room needs a link. Ask its host for one.")).toBeVisible();
  const ben = await live(await person(browser, "shut", "Ben", link));
  expect(new URL(ben.url()).hash).toBe("");
  await ben.reload();
  await live(ben);
  const picture = () =>
    ben.evaluate(async () => (await fetch("/api/rooms/shut/canvas.png")).status);
  await expect.poll(picture).toBe(200);
  await ben.getByRole("button", { name: "Share" }).click();
  await expect(ben.getByRole("dialog")).toContainText("Ask its host for one");
  await dialog.getByRole("button", { name: "Take back: Parents" }).click();
  await expect(ben.getByText("This link does not work any more.")).toBeVisible();
  await expect(ben.getByRole("dialog")).toHaveCount(0);
  await ben.reload();
  await expect(ben.getByText("This room needs a link. Ask its host for one.")).toBeVisible();
  expect(await picture()).toBe(403);
  for (const page of [ada, ben, eve]) await page.context().close();
});

test("a link to watch is made once, and who had it goes on as anybody when it is taken back", async ({
  browser,
}) => {
  const ada = await begun(browser, "look");
  const copied = () => ada.evaluate(() => navigator.clipboard.readText());
  const copy = async () => {
    await ada.getByRole("button", { name: "Share" }).click();
    await ada.getByRole("button", { name: "Copy a link to watch" }).click();
    await expect(ada.getByRole("status").filter({ hasText: "Link to watch copied" })).toBeVisible();
    await away(ada);
    return copied();
  };
  const link = await copy();
  expect(link).toMatch(/\/r\/look#k=[\w-]{22}$/);
  expect(await copy()).toBe(link);
  const ben = await live(await person(browser, "look", "Ben", link.slice(server.url.length)));
  await expect(ben.getByText("You are watching. Raise your hand to draw.")).toBeVisible();
  const dialog = await rights(ada);
  await dialog.getByRole("button", { name: "Take back: Watch" }).click();
  await expect(ben.getByRole("toolbar")).toBeVisible();
  await live(ben);
  await scribble(ben, chance(9), 3);
  await settled([ada, ben]);
  await ada.context().close();
  await ben.context().close();
});

test("a host makes another one and hands over", async ({ browser }) => {
  const ada = await begun(browser, "over");
  const ben = await live(await person(browser, "over", "Ben"));
  const first = await rights(ada);
  await expect(first.getByText("Make somebody else host first.")).toBeVisible();
  await away(ada);
  await about(ada, "Ben", "Make host…");
  await ada.getByRole("dialog", { name: "Make Ben a host?" }).getByText("Make host").click();
  await expect(toast(ben, "You are a host of this room now.")).toBeVisible();
  await ben.reload();
  await live(ben);
  const dialog = await rights(ada);
  await dialog.getByRole("button", { name: "Give up being host" }).click();
  await ada
    .getByRole("dialog", { name: "Give up being host?" })
    .getByRole("button", { name: "Give up being host" })
    .click();
  await expect(toast(ada, "You are not a host of this room any more.")).toBeVisible();
  await live(ada);
  await expect((await open(ada)).getByRole("menuitem", { name: /may do what/ })).toHaveCount(0);
  await (await rights(ben)).getByRole("checkbox", { name: "Lock drawing" }).check();
  await expect(ada.locator(".chip")).toHaveText("Drawing is locked");
  await ada.context().close();
  await ben.context().close();
});

test("a report reaches the host, and stands on top of what hosts did", async ({ browser }) => {
  const ada = await begun(browser, "report");
  const ben = await live(await person(browser, "report", "Ben"));
  const eve = await live(await person(browser, "report", "Eve"));
  await scribble(eve, chance(11), 3);
  await about(ben, "Eve", "Report to the host…");
  const form = ben.getByRole("dialog", { name: "Report to the host" });
  await form.getByRole("button", { name: "Send" }).click();
  await expect(form.getByRole("alert")).toHaveText("Write a few words first.");
  await accessible(ben);
  await form.getByRole("textbox", { name: "What happened?" }).fill("draws over mine");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(toast(ben, "Your report goes to the hosts")).toBeVisible();
  await expect(toast(ada, "Ben reports Eve: draws over mine")).toBeVisible();
  await expect((await open(ada)).getByRole("menuitem", { name: /may do what/ })).toContainText(
    "1 report",
  );
  await away(ada);
  await toast(ada, "Ben reports Eve").getByRole("button", { name: "Show" }).click();
  const dialog = ada.getByRole("dialog", { name: "Who may do what" });
  await expect(dialog.getByText("draws over mine")).toBeVisible();
  await expect(dialog.getByText(/Ben about Eve/)).toBeVisible();
  await dialog.getByText("What hosts did").click();
  await accessible(ada);
  await away(ada);
  await about(ada, "Eve", "Hide their work…");
  await expect(ada.getByRole("radio", { name: /^Eve/ })).toBeChecked();
  await ada.getByRole("button", { name: "Hide their work" }).click();
  await expect(toast(ada, "The work of Eve is hidden")).toBeVisible({ timeout: 15_000 });
  const again = await rights(ada);
  await again.getByText("What hosts did").click();
  await expect(again.getByText("Ada hid the work of Eve")).toBeVisible();
  for (const page of [ada, ben, eve]) await page.context().close();
});

test("two hundred people watch: hands come first, one is let draw, and the page stays smooth", async ({
  browser,
}) => {
  const ada = await begun(browser, "crowd");
  await ada.close();
  const context = await browser.newContext({ viewport: { width: 1200, height: 760 } });
  const page = await context.newPage();
  const said: string[] = [];
  let say = (_: object): void => {};
  const one = (client: number, hand = 0) => ({
    ...{ client, author: `${client}`.padStart(16, "A"), name: `Person ${client}` },
    ...{ color: "#1d5fd6", role: "viewer", hand, idle: false, presents: false },
  });
  await page.routeWebSocket(/\/ws\//, (socket) => {
    const up = socket.connectToServer();
    socket.onMessage((message) => {
      said.push(String(message));
      up.send(message);
    });
    up.onMessage((message) => {
      const text = String(message);
      if (text.includes('"type":"welcome"')) {
        socket.send(text.replace('"role":"painter"', '"role":"host"'));
        const rules = { locked: false, quiet: false, still: false, slow: 0 };
        say = (part) => socket.send(JSON.stringify(part));
        say({ type: "house", role: "host", rules, guests: "viewer", ranks: [] });
        say({ type: "people", all: true, gone: [], people: numbers.map((at) => one(1_000 + at)) });
        say({ type: "clientCount", clientCount: 1_000 });
      } else if (!text.includes('"type":"people"') && !text.includes('"type":"clientCount"')) {
        socket.send(message);
      }
    });
  });
  const numbers = Array.from({ length: 200 }, (_, at) => at);
  await page.goto(`${server.url}/r/crowd`);
  await live(page);
  const card = await people(page);
  await expect(card.getByText("1,000 people here")).toBeVisible();
  await expect(card.getByText("and 799 more")).toBeVisible();
  await expect(card.locator(".person-name")).toHaveCount(200);
  say({ type: "people", all: false, gone: [], people: [one(1_150, 1), one(1_020, 2)] });
  await expect(card.locator(".person-name").first()).toHaveText("Person 1150");
  await expect(card.locator(".person-name").nth(1)).toHaveText("Person 1020");
  // While people come and go as fast as they are told of, a frame is never long in coming.
  const frames = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        let before = performance.now();
        const next = (now: number): void => {
          gaps.push(now - before);
          before = now;
          if (gaps.length < 60) requestAnimationFrame(next);
          else resolve(gaps.sort((a, b) => a - b));
        };
        requestAnimationFrame(next);
      }),
  );
  for (let turn = 0; turn < 20; turn += 1) {
    say({ type: "people", all: false, gone: [], people: [{ ...one(1_060 + turn), idle: true }] });
    await page.waitForTimeout(50);
  }
  const gaps = await frames;
  expect(gaps[Math.floor(gaps.length / 2)]).toBeLessThan(50);
  await card.getByRole("button", { name: "Let Person 1150 draw" }).click();
  await expect
    .poll(() => said.some((text) => text.includes('"rank":"painter"') && text.includes("1150")))
    .toBe(true);
  await context.close();
});
