import { type Browser, expect, type Page, test } from "@playwright/test";
import { chance, enter, paper, scribble } from "./hand";
import { allEqual, hashOf, settled } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** Somebody with a name, in a browser of their own. */
async function person(browser: Browser, room: string, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 760 } });
  const me = { name, color: name === "Ada" ? "#1d5fd6" : "#c62828", invented: false };
  await context.addInitScript(
    (kept) => localStorage.getItem("easel.me") ?? localStorage.setItem("easel.me", kept),
    JSON.stringify(me),
  );
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("close", () => expect(errors).toEqual([]));
  await enter(page, server, room);
  return page;
}

/** Two or more who know of each other. */
async function together(browser: Browser, room: string, names: string[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const name of names) pages.push(await person(browser, room, name));
  for (const page of pages) {
    await expect(page.getByRole("button", { name: `People: ${names.length} here` })).toBeVisible();
    await expect.poll(() => page.locator(".faces .avatar").count()).toBeGreaterThan(1);
  }
  return pages;
}

const close = async (pages: Page[]): Promise<void> => {
  for (const page of pages) await page.context().close();
};

/** The list of people, open. */
async function people(page: Page) {
  const card = page.getByRole("dialog", { name: /here/ });
  if (!(await card.isVisible())) await page.keyboard.press("Alt+p");
  await expect(card).toBeVisible();
  return card;
}

/** The banner with these words. */
const banner = (page: Page, text: string) => page.locator(".banner", { hasText: text });

/** What the page says to those who hear it. */
const voice = (page: Page) => page.locator('[role="status"][aria-live="polite"]');

test("names appear, a new name is seen, and who leaves is gone", async ({ browser }) => {
  const [ada, ben] = (await together(browser, "names", ["Ada", "Ben"])) as [Page, Page];
  const list = await people(ada);
  await expect(list.getByRole("listitem").filter({ hasText: "Ben" })).toBeVisible();
  await expect(list.getByRole("textbox", { name: "Your name" })).toHaveValue("Ada");
  const bens = await people(ben);
  await bens.getByRole("textbox", { name: "Your name" }).fill("Benedikt <b>");
  await ben.keyboard.press("Enter");
  await expect(list.getByText("Benedikt <b>")).toBeVisible();
  await bens.getByRole("button", { name: "Your colour: Red" }).click();
  await bens.getByRole("radio", { name: "Teal" }).check({ force: true });
  const disc = list.getByRole("listitem").filter({ hasText: "Benedikt" }).locator(".avatar");
  await expect(disc).toHaveCSS("background-color", "rgb(0, 115, 111)");
  await ben.reload();
  await expect(list.getByText("Benedikt <b>")).toBeVisible();
  await close([ben]);
  await expect(list.getByText("Benedikt <b>")).toHaveCount(0);
  await expect(list.getByText("Nobody else is here yet")).toBeVisible();
  await close([ada]);
});

test("two newcomers get names of their own, and plain clients are counted", async ({ browser }) => {
  const pages = await Promise.all(
    [1, 2].map(async () => {
      const page = await (await browser.newContext()).newPage();
      await enter(page, server, "fresh");
      return page;
    }),
  );
  const [ada] = pages as [Page, Page];
  const plain = await ada.context().newPage();
  await plain.goto(`${server.url}/plain?room=fresh`);
  const list = await people(ada);
  await expect(list.getByText("and 1 more")).toBeVisible();
  const own = await list.getByRole("textbox", { name: "Your name" }).inputValue();
  expect(own).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
  const other = await list.locator(".person-name").textContent();
  expect(other).not.toBe(own);
  await close(pages);
});

test("a pointer is seen where it points, and goes with it", async ({ browser }) => {
  const [ada, ben] = (await together(browser, "point", ["Ada", "Ben"])) as [Page, Page];
  const there = ada.locator(".cursor");
  await ben.mouse.move(600, 300);
  await expect(there).toHaveText("Ben");
  await ben.mouse.move(700, 400, { steps: 5 });
  const [from, to] = [await paper(ben), await paper(ada)];
  const x = to.x + ((700 - from.x) / from.width) * to.width;
  const y = to.y + ((400 - from.y) / from.height) * to.height;
  const off = async () => {
    const box = await there.boundingBox();
    return Math.abs((box?.x ?? 0) - x) + Math.abs((box?.y ?? 0) - y);
  };
  await expect.poll(off).toBeLessThan(2);
  const list = await people(ada);
  await list.getByLabel("Show cursors").selectOption("While drawing");
  await expect(there).toHaveCount(0);
  await ben.mouse.down();
  await ben.mouse.move(720, 420, { steps: 5 });
  await expect(there).toHaveCount(1);
  await ben.mouse.up();
  await expect(there).toHaveCount(0);
  await list.getByLabel("Show cursors").selectOption("All");
  await ben.mouse.move(640, 400, { steps: 3 });
  await expect(there).toHaveCount(1);
  await ben.mouse.move(640, 10);
  await expect(there).toHaveCount(0);
  await ben.mouse.move(640, 300);
  await expect(there).toHaveCount(1);
  await close([ben]);
  await expect(there).toHaveCount(0);
  await close([ada]);
});

test("who follows sees the same, until they move the paper themselves", async ({ browser }) => {
  const [ada, ben] = (await together(browser, "follow", ["Ada", "Ben"])) as [Page, Page];
  const list = await people(ada);
  await list.getByRole("button", { name: "Follow Ben" }).click();
  await ada.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(banner(ada, "Following Ben")).toBeVisible();
  await ben.mouse.move(600, 300);
  await ben.keyboard.down("Control");
  await ben.mouse.wheel(0, -80);
  await ben.keyboard.up("Control");
  await ben.mouse.wheel(30, 40);
  const same = async () => {
    const [a, b] = [await paper(ada), await paper(ben)];
    return Math.abs(a.x - b.x) + Math.abs(a.y - b.y) + Math.abs(a.width - b.width) < 2;
  };
  await expect.poll(same).toBe(true);
  await expect(ada.locator(".frame")).toBeVisible();
  await ada.mouse.move(500, 300);
  await ada.mouse.wheel(0, 60);
  await expect(banner(ada, "Following Ben")).toHaveCount(0);
  await ben.mouse.wheel(0, 90);
  await ben.waitForTimeout(300);
  expect(await same()).toBe(false);
  await (await people(ada)).getByRole("button", { name: "Follow Ben" }).click();
  await ada.keyboard.press("Escape");
  await expect(ada.getByRole("dialog")).toBeHidden();
  await expect.poll(same).toBe(true);
  await ada.keyboard.press("Escape");
  await expect(banner(ada, "Following Ben")).toHaveCount(0);
  await close([ada, ben]);
});

test("a view is offered to all; the offer can be taken or declined", async ({ browser }) => {
  const pages = await together(browser, "present", ["Ada", "Ben", "Cleo"]);
  const [ada, ben, cleo] = pages as [Page, Page, Page];
  await (await people(ada)).getByRole("button", { name: "Present my view" }).click();
  await ada.keyboard.press("Escape");
  await expect(banner(ada, "Others are offered your view")).toBeVisible();
  await expect(banner(ben, "Ada is presenting")).toBeVisible();
  await cleo.getByRole("button", { name: "Not now" }).click();
  await expect(banner(cleo, "Ada is presenting")).toHaveCount(0);
  await ben.getByRole("button", { name: "Follow Ada" }).click();
  await expect(banner(ben, "Following Ada")).toBeVisible();
  await ada.getByRole("button", { name: "Stop presenting" }).click();
  await ada.context().close();
  await expect(banner(ben, "Following Ada")).toHaveCount(0);
  await expect(ben.getByRole("listitem").filter({ hasText: "Ada left" })).toBeVisible();
  await close([ben, cleo]);
});

test("what is said is seen, heard while the panel is closed, and counted", async ({ browser }) => {
  const [ada, ben] = (await together(browser, "chat", ["Ada", "Ben"])) as [Page, Page];
  await ada.getByRole("button", { name: "Chat", exact: true }).click();
  const field = ada.getByRole("textbox", { name: "Say something" });
  await expect(field).toBeFocused();
  await field.fill("hello <i>Ben</i>");
  await field.press("Enter");
  await expect(ada.getByRole("log")).toContainText("hello <i>Ben</i>");
  await expect(field).toHaveValue("");
  await expect(voice(ben)).toContainText("Ada: hello <i>Ben</i>");
  await ben.getByRole("button", { name: "Chat: 1 new line" }).click();
  await expect(ben.getByRole("log")).toContainText("hello <i>Ben</i>");
  await ben.getByRole("textbox", { name: "Say something" }).fill("two");
  await ben.keyboard.press("Shift+Enter");
  await ben.keyboard.type("lines");
  await ben.keyboard.press("Enter");
  await expect(ada.getByRole("log").locator(".line-text").last()).toHaveText("two\nlines");
  await ben.keyboard.press("Escape");
  await expect(ben.getByRole("button", { name: "Chat", exact: true })).toBeFocused();
  const late = await person(browser, "chat", "Cleo");
  await late.getByRole("button", { name: "Chat", exact: true }).click();
  await expect(late.getByRole("log")).toContainText("two");
  await close([ada, ben, late]);
});

test("a line waits while the server is away", async ({ browser }) => {
  const [ada, ben] = (await together(browser, "later", ["Ada", "Ben"])) as [Page, Page];
  await ada.getByRole("button", { name: "Chat", exact: true }).click();
  await server.kill();
  await expect.poll(() => ada.evaluate(() => window.easel.status())).toBe("waiting");
  await ada.getByRole("textbox", { name: "Say something" }).fill("still here?");
  await ada.keyboard.press("Enter");
  await expect(ada.getByRole("log")).toContainText("waiting for the server");
  await server.run();
  await expect(ada.getByRole("log")).not.toContainText("waiting for the server");
  await ben.getByRole("button", { name: /^Chat/ }).click();
  await expect(ben.getByRole("log")).toContainText("still here?");
  await expect(ben.getByRole("button", { name: "People: 2 here" })).toBeVisible();
  await close([ada, ben]);
});

test("hands are listed in the order they went up", async ({ browser }) => {
  const pages = await together(browser, "hands", ["Ada", "Ben", "Cleo"]);
  const [ada, ben, cleo] = pages as [Page, Page, Page];
  await cleo.keyboard.press("y");
  await expect(cleo.getByRole("button", { name: "Raise hand" }).first()).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(ada.getByRole("listitem").filter({ hasText: "Cleo raised a hand" })).toBeVisible();
  await expect(voice(ada)).toContainText("Cleo raised a hand");
  await ben.getByRole("button", { name: "Raise hand" }).first().click();
  const list = await people(ada);
  await expect(list.getByText("hand up, number 2")).toBeAttached();
  const names = await list.locator(".person-name").allTextContents();
  expect(names).toEqual(["Cleo", "Ben"]);
  await cleo.keyboard.press("y");
  await expect(list.getByText("hand up, number 2")).toHaveCount(0);
  await expect(list.getByRole("listitem").filter({ hasText: "Ben" })).toContainText("number 1");
  await close(pages);
});

test("what one clears another takes back", async ({ browser }) => {
  const [ada, ben] = (await together(browser, "clears", ["Ada", "Ben"])) as [Page, Page];
  await scribble(ada, chance(1));
  await scribble(ben, chance(2));
  const drawn = await allEqual(server, "clears", [ada, ben]);
  await ada.getByRole("button", { name: /clear/i }).first().click();
  await ada
    .getByRole("dialog")
    .getByRole("button", { name: /^clear/i })
    .click();
  await expect(ada.locator(".toast", { hasText: "You cleared the canvas" })).toBeVisible();
  const toast = ben.getByRole("listitem").filter({ hasText: "Ada cleared the canvas" });
  await expect(toast).toBeVisible();
  await expect(voice(ben)).toContainText("Ada cleared the canvas");
  await expect.poll(() => hashOf(ben)).not.toBe(drawn);
  await settled([ada, ben]);
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => hashOf(ada)).toBe(drawn);
  expect(await allEqual(server, "clears", [ada, ben])).toBe(drawn);
  await expect(ada.locator(".toast", { hasText: "You cleared the canvas" })).toHaveCount(0);
  await close([ada, ben]);
});
