import { expect, type Page, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, scribble } from "./hand";
import { hashOf } from "./pixels";
import { CLASS, CODE, KEY, MockClass } from "./pupil";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

let rooms = 0;

/** A pupil at the door of a class. */
async function door(page: Page, path = `/j/${CODE}`): Promise<MockClass> {
  const lesson = new MockClass();
  await lesson.answer(page);
  await page.goto(server.url + path);
  return lesson;
}

/** A pupil who draws in a class. */
async function drawing(page: Page): Promise<{ lesson: MockClass; room: string }> {
  const lesson = new MockClass();
  rooms += 1;
  const room = `c${rooms}own`;
  await lesson.answer(page);
  lesson.state = { ...lesson.state, phase: "running", you: { ...lesson.state.you, room } };
  await page.goto(`${server.url}/r/${room}?class=${CLASS}#k=${KEY}`);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  await expect(page.locator("h1.room")).toHaveText("Fractions with circles");
  return { lesson, room };
}

/** What is read out, now or in a moment. */
function said(page: Page, text: string) {
  return expect(page.locator("p.unseen[role=status]", { hasText: text }).first());
}

test("by code and name into the class, and into the drawing when it begins", async ({ page }) => {
  const lesson = await door(page, "/j");
  await expect(page.getByLabel("Code")).toBeFocused();
  await page.getByLabel("Code").fill("https://draw.example.org/j/hkmtrw");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading")).toHaveText("Fractions with circles");
  await expect(page.getByLabel("Your name")).toBeFocused();
  await accessible(page);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("alert")).toHaveText("Type your name.");
  await page.keyboard.type("Ada");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").first()).toHaveText(
    "You’re in. Waiting for the teacher to start.",
  );
  expect(lesson.last("enter")).toEqual({ type: "enter", name: "Ada" });
  await accessible(page);
  await page.getByLabel("Your name").fill("Ada L.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your name is Ada L.")).toBeVisible();
  lesson.start("cbegun");
  await expect(page).toHaveURL(`${server.url}/r/cbegun?class=${CLASS}`);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  await expect.poll(() => lesson.last("enter")).toEqual({ type: "enter", key: KEY });
});

test("by QR code only the name is asked; who waits to be let in is told so", async ({ page }) => {
  const lesson = await door(page);
  await page.getByLabel("Your name").fill("Ada");
  lesson.tell({ waiting: true }, { state: "waiting" });
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByText("Waiting for the teacher to let you in.")).toBeVisible();
  lesson.tell({}, { state: "in" });
  await expect(page.getByText("You’re in.")).toBeVisible();
  await lesson.close(1001, "");
  await expect(page.getByText("Reconnecting…")).toBeVisible();
  await expect(page.getByText("Reconnecting…")).toHaveCount(0);
  await expect.poll(() => lesson.last("enter")).toEqual({ type: "enter", key: KEY });
});

test("a code that leads nowhere is said in place", async ({ page }) => {
  await door(page, "/j/zzzzzz");
  await expect(page.getByRole("alert")).toHaveText(/No class or room has this code/);
  await expect(page.getByLabel("Code")).toBeFocused();
  await accessible(page);
  await page.route("**/api/codes/*", (route) => route.fulfill({ status: 429 }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(/Too many wrong codes/);
});

test("a device knows its pupil again, and can be somebody else's", async ({ page }) => {
  const lesson = await door(page);
  await page.getByLabel("Your name").fill("Ada");
  await page.keyboard.press("Enter");
  await expect(page.getByText("You’re in.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Welcome back, Ada!")).toBeVisible();
  await expect(page.getByRole("button", { name: "Go on" })).toBeFocused();
  await accessible(page);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("You’re in.")).toBeVisible();
  await expect.poll(() => lesson.last("enter")).toEqual({ type: "enter", key: KEY });
  await page.reload();
  await page.getByRole("button", { name: "Not you?" }).click();
  await page.getByRole("button", { name: "I was here on another device" }).click();
  await expect(page.getByText(/When your teacher agrees/)).toBeVisible();
  await page.getByLabel("Your name").fill("Ben");
  lesson.tell({}, { state: "waiting" });
  await page.getByRole("button", { name: "Ask my teacher" }).click();
  await expect(page.getByText("Your teacher has to agree that you are Ben.")).toBeVisible();
  expect(lesson.last("enter")).toEqual({ type: "enter", name: "Ben", again: true });
});

test("the time is shown, and spoken of when it is nearly over", async ({ page }) => {
  const { lesson } = await drawing(page);
  const now = Date.now();
  lesson.tell({ timer: { endsAt: now + 11_500, now } });
  await expect(page.getByRole("timer")).toHaveText(/0:1[12]/);
  await said(page, "10 seconds left").toBeAttached();
  await accessible(page);
  lesson.tell({ timer: { endsAt: now + 100, now } });
  await expect(page.locator(".toast", { hasText: "Time is up" })).toBeVisible();
  await expect(page.getByRole("timer")).toHaveText("0:00");
  lesson.tell({ timer: null });
  await expect(page.getByRole("timer")).toHaveCount(0);
});

test("a pause and a drawing that all are shown lie over the own one, which is as before", async ({
  page,
}) => {
  const { lesson } = await drawing(page);
  await scribble(page, chance(1));
  await expect.poll(() => page.evaluate(() => window.easel.waiting())).toBe(0);
  const drawn = await hashOf(page);
  await page.evaluate(() => Object.assign(window, { isSame: true }));
  lesson.tell({ phase: "paused" });
  const pause = page.getByRole("dialog", { name: "Paused: eyes on your teacher" });
  await expect(pause).toBeVisible();
  await accessible(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  // A browser closes a dialog at the second Escape, and the page opens it again.
  await expect(pause).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(pause).toBeVisible();
  const spotlight = { room: "cother", key: KEY, name: "Ben" };
  lesson.tell({ phase: "running", spotlight });
  await expect(page.getByRole("dialog", { name: "Ben’s drawing" })).toBeVisible();
  await expect(pause).toHaveCount(0);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("canvas[data-layer=base]")).toBeVisible();
  await expect(frame.getByRole("link", { name: "Open in easel" })).toHaveCount(0);
  lesson.tell({ spotlight: { ...spotlight, name: null } });
  await expect(page.getByRole("dialog", { name: "A drawing from the class" })).toBeVisible();
  lesson.tell({ spotlight: null });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await said(page, "Back on your own drawing").toBeAttached();
  expect(await hashOf(page)).toBe(drawn);
  expect(await page.evaluate(() => Reflect.get(window, "isSame"))).toBe(true);
});

test("a hand goes up in the class, and its teacher takes it down", async ({ page }) => {
  const { lesson } = await drawing(page);
  const hand = page.getByRole("button", { name: "Raise hand" }).first();
  await hand.click({ timeout: 10_000 });
  await expect(hand).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => lesson.last("hand")).toEqual({ type: "hand", up: true });
  lesson.tell({}, { hand: false });
  await expect(hand).toHaveAttribute("aria-pressed", "false");
  await said(page, "Your teacher took your hand down").toBeAttached();
  await page.keyboard.press("y");
  await expect.poll(() => lesson.said.filter((one) => one.type === "hand").length).toBe(2);
});

test("a new name is told the class, and where names are hidden nobody else", async ({ page }) => {
  const { lesson } = await drawing(page);
  await page.getByRole("button", { name: /^People/ }).click({ timeout: 10_000 });
  const name = page.getByRole("textbox", { name: "Your name" });
  await expect(name).toHaveValue("Ada");
  await name.fill("Ben");
  await page.keyboard.press("Enter");
  await expect.poll(() => lesson.last("name")).toEqual({ type: "name", name: "Ben" });
  lesson.tell({ names: false });
  await expect(name).toHaveValue("Pupil 7");
});

test("who went on elsewhere can go on here", async ({ page }) => {
  const { lesson } = await drawing(page);
  await lesson.close(4001, "opened elsewhere");
  await expect(page.getByRole("dialog", { name: /another device/ })).toBeVisible();
  await page.getByRole("button", { name: "Go on here" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
});

test("nothing is cut off in 320 pixels, in a language that runs from right to left", async ({
  browser,
}) => {
  const viewport = { width: 320, height: 640 };
  const context = await browser.newContext({ viewport, locale: "ar" });
  const page = await context.newPage();
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  const lesson = await door(page);
  await page.getByRole("textbox").fill("عبد الرحمن ".repeat(4));
  expect(await isWide()).toBe(false);
  await page.keyboard.press("Enter");
  await expect(page.locator(".self")).toBeVisible();
  expect(await isWide()).toBe(false);
  await accessible(page);
  const now = Date.now();
  lesson.tell({ timer: { endsAt: now + 4_000_000, now } });
  lesson.start("cnarrow");
  await expect(page.getByRole("timer")).toBeVisible();
  const [bar, timer] = [page.locator(".crowd, .chip").last(), page.getByRole("timer")];
  const [left, right] = await Promise.all([timer.boundingBox(), bar.boundingBox()]);
  expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
  expect(await isWide()).toBe(false);
  await accessible(page);
  await context.close();
});
