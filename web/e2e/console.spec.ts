import { expect, type Page, test } from "@playwright/test";
import { accessible } from "./access";
import { Server } from "./server";
import { CLASS, classOf, KEY, Lesson, pupilOf, roomOf } from "./teaching";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** The page of a path of classes, whether the server has it already or not. */
async function serve(page: Page): Promise<void> {
  await page.route(/\/c(\/[\w-]+(\/show)?)?$/, async (route) => {
    if (!route.request().isNavigationRequest()) return route.fallback();
    await route.fulfill({ response: await route.fetch({ url: `${server.url}/gallery` }) });
  });
}

/** Opens the console of a class that is played. */
async function teach(page: Page, ...wish: Parameters<typeof classOf>): Promise<Lesson> {
  await serve(page);
  const lesson = await Lesson.on(page, classOf(...wish));
  await page.goto(`${server.url}/c/${CLASS}#k=${KEY}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Art, Tuesday");
  return lesson;
}

const card = (page: Page, name: string) =>
  page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: `Open ${name}`, exact: true }) });

/** The colour of a small picture at a place. */
async function colorAt(page: Page, name: string, x: number, y: number): Promise<number[]> {
  return card(page, name)
    .locator("canvas")
    .evaluate(
      (canvas, [left, top]) => [
        ...((canvas as HTMLCanvasElement)
          .getContext("2d")
          ?.getImageData(left, top, 1, 1)
          .data.slice(0, 3) ?? []),
      ],
      [x, y] as const,
    );
}

test("a teacher makes a class, keeps its link, and finds it again tomorrow", async ({ page }) => {
  await serve(page);
  await Lesson.on(page, classOf([], { phase: "waiting" }));
  let asked: unknown;
  await page.route("**/api/classes", (route) => {
    asked = route.request().postDataJSON();
    return route.fulfill({ status: 201, json: { class: CLASS, code: "KQHTRM", key: KEY } });
  });
  await page.goto(server.url);
  await page.getByRole("link", { name: "Teach a class" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Teach a class");
  await accessible(page);
  await page.getByRole("button", { name: "Create the class" }).click();
  await expect(page.getByRole("alert")).toHaveText(/at least one letter/);
  await expect(page.getByLabel("Title")).toBeFocused();
  await page.keyboard.type("Art, Tuesday");
  await page.getByLabel("Groups").check();
  await page.getByLabel("Students in a group").fill("4");
  await page.getByLabel("Lines").check();
  await page.getByLabel(/^Waiting room/).check();
  await accessible(page);
  await page.getByRole("button", { name: "Create the class" }).click();
  await expect(page.getByText("Nobody yet.")).toBeVisible();
  expect(asked).toEqual({
    title: "Art, Tuesday",
    mode: "groups",
    groupSize: 4,
    start: "lines",
    waiting: true,
    names: true,
  });
  await expect(page.getByText("Students open school.example/j and type the code.")).toBeVisible();
  await accessible(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the teacher link" }).click();
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toBe(`${server.url}/c/${CLASS}#k=${KEY}`);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.goto(`${server.url}/c`);
  await page.getByRole("link", { name: /Art, Tuesday/ }).click();
  await expect(page.getByText("Nobody yet.")).toBeVisible();
  await expect(page.getByText(/^Keep the teacher link/)).toHaveCount(0);
});

test("the wall pastes what changed, keeps it when somebody is lost, and asks only for what is seen", async ({
  page,
}) => {
  const pupils = Array.from({ length: 60 }, (_, at) => pupilOf(at + 1, { name: `P${at + 1}` }));
  const lesson = await teach(page, pupils);
  await expect(page).toHaveURL(`${server.url}/c/${CLASS}`);
  await page.getByLabel("Columns").fill("3");
  await expect.poll(() => lesson.last("watch")?.rooms?.length ?? 0).toBeGreaterThan(2);
  const seen = lesson.last("watch")?.rooms ?? [];
  expect(seen).toContain(roomOf(1));
  expect(seen).not.toContain(roomOf(60));
  lesson.paint(roomOf(1), [200, 0, 0]);
  lesson.paint(roomOf(1), [0, 0, 200], { x: 100, y: 50, w: 20, h: 10 });
  await expect.poll(() => colorAt(page, "P1", 110, 55)).toEqual([0, 0, 200]);
  expect(await colorAt(page, "P1", 99, 55)).toEqual([200, 0, 0]);
  lesson.become({ pupils: pupils.map((one) => ({ ...one, here: one.pupil !== 1 })) });
  await expect(card(page, "P1")).toContainText("reconnecting");
  expect(await colorAt(page, "P1", 110, 55)).toEqual([0, 0, 200]);
  await lesson.close();
  await expect(page.getByText("Offline. Trying again…")).toBeVisible();
  await expect(page.getByText("Offline. Trying again…")).toHaveCount(0, { timeout: 10_000 });
  await card(page, "P60").scrollIntoViewIfNeeded();
  await expect.poll(() => lesson.last("watch")?.rooms).toContain(roomOf(60));
});

test("hands first, found by name, selected by keys, and what is done with them", async ({
  page,
}) => {
  const pupils = [1, 2, 3, 4].map((at) => pupilOf(at, { hand: at === 3 ? 1 : 0 }));
  const lesson = await teach(page, pupils);
  const opens = page.getByRole("button", { name: /^Open (?!the)/ });
  await expect(opens).toHaveText(["My board", "Chen", "Ada", "Björn", "Dilara"]);
  await page.getByLabel("Order").selectOption("By name");
  await expect(opens).toHaveText(["My board", "Ada", "Björn", "Chen", "Dilara"]);
  await page.getByLabel("Search names").fill("bjo");
  await expect(opens).toHaveText(["Björn"]);
  await page.getByLabel("Search names").fill("");
  await page.getByLabel("Select Ada").focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Select Chen").click({ modifiers: ["Shift"] });
  await expect(page.getByText("3 selected")).toBeVisible();
  await accessible(page);
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  expect(lesson.last("lock")).toEqual({ type: "lock", pupils: [1, 2, 3], locked: true });
  await page.getByRole("button", { name: "Clear…" }).click();
  await accessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Clear" }).click();
  expect(lesson.last("clear")).toEqual({ type: "clear", pupils: [1, 2, 3] });
  await page.getByRole("button", { name: "Push" }).click();
  await page.getByRole("menuitem", { name: "My board to 3 selected" }).click();
  expect(lesson.last("push")).toEqual({ type: "push", pupils: [1, 2, 3] });
  await page.getByRole("switch", { name: "Hide names" }).click();
  expect(lesson.last("change")).toEqual({ type: "change", names: false });
  lesson.become({ names: false });
  await expect(opens.nth(1)).toHaveText("Student 1");
  await page.getByRole("button", { name: "Timer" }).click();
  await page.getByRole("button", { name: "3 minutes" }).click();
  expect(lesson.last("timer")).toEqual({ type: "timer", seconds: 180 });
  await page.getByRole("button", { name: "Pause" }).click();
  expect(lesson.last("change")).toEqual({ type: "change", phase: "paused" });
});

test("a board is opened large, drawn on, shown to the class, and the next one is a key away", async ({
  page,
}) => {
  const lesson = await teach(page, [pupilOf(1), pupilOf(2)]);
  await page.getByRole("button", { name: "Open Ada" }).click();
  const large = page.getByRole("region", { name: "Ada, large" });
  await expect(large.getByRole("heading", { name: "Ada" })).toBeFocused();
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("toolbar", { name: "Drawing tools" })).toBeVisible();
  await expect(frame.getByRole("link", { name: "Open in easel" })).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("region", { name: "Björn, large" })).toBeVisible();
  await page.getByRole("button", { name: "Show to the class" }).click();
  await page.getByRole("menuitem", { name: "Without the name" }).click();
  expect(lesson.last("spotlight")).toEqual({ type: "spotlight", room: roomOf(2), name: false });
  lesson.become({ spotlight: { room: roomOf(2), key: "spot-key-123", name: null } });
  await accessible(page);
  await page.getByRole("heading", { name: "Björn" }).focus();
  await page.keyboard.press("Escape");
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Open Björn" })).toBeFocused();
  await page.getByRole("button", { name: "Stop showing" }).click();
  expect(lesson.last("spotlight")).toEqual({ type: "spotlight", room: null, name: false });
});

test("everything is collected: into the gallery, and as one file", async ({ page }) => {
  const lesson = await teach(page, [pupilOf(1), pupilOf(2)]);
  await page.route("**/collected.zip", (route) => {
    const isTeacher = route.request().headers().authorization === `Bearer ${KEY}`;
    return route.fulfill({ status: isTeacher ? 200 : 403, body: "zip" });
  });
  await page.getByRole("button", { name: "Collect" }).click();
  const dialog = page.getByRole("dialog", { name: "Collect everything" });
  lesson.send({ type: "progress", what: "collect", done: 1, of: 2 });
  await expect(dialog.getByText("1 of 2")).toBeVisible();
  await accessible(page);
  const canvases = [1, 2].map((at) => ({
    id: `saved${at}`,
    key: `key${at}`,
    room: roomOf(at),
    title: `Board ${at}`,
  }));
  lesson.send({ type: "collected", canvases });
  const link = dialog.getByRole("link", { name: "Board 2" });
  await expect(link).toHaveAttribute("href", `/replay/${roomOf(2)}/saved2`);
  await accessible(page);
  const kept = await page.evaluate(() => localStorage.getItem("easel.saved"));
  expect(JSON.parse(kept ?? "")).toEqual(canvases.map(({ id, key }) => ({ id, key })));
  const file = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download pictures (ZIP)" }).click();
  expect((await file).suggestedFilename()).toBe("Art, Tuesday.zip");
});

test("the projector shows how to join, then one board as large as it can", async ({ page }) => {
  await serve(page);
  const you = { is: "projector" } as const;
  const lesson = await Lesson.on(page, classOf([], { you, rooms: undefined, pupils: undefined }));
  await page.goto(`${server.url}/c/${CLASS}/show#k=projector-key`);
  await expect(page.getByText("Open school.example/j and type")).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/c/${CLASS}/show`);
  await accessible(page);
  const now = Date.now();
  const timer = { endsAt: now + 60_000, now };
  lesson.become({ timer, spotlight: { room: roomOf(1), key: "spot-key-123", name: "Ada" } });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada");
  await expect(page.getByRole("timer")).toContainText(/0:5\d|1:00/);
  const board = await page.locator("iframe").boundingBox();
  expect(board?.width).toBe(page.viewportSize()?.width);
  await expect(page.frameLocator("iframe").getByText("You are watching.")).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada");
  expect(lesson.told.findLast(({ type }) => type === "enter")).toMatchObject({
    key: "projector-key",
  });
});

test("the console in 320 pixels, and in forced colours", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await teach(page, [pupilOf(1, { hand: 1 }), pupilOf(2, { state: "waiting" }), pupilOf(3)]);
  await page.getByRole("button", { name: "Controls", exact: true }).click();
  await accessible(page);
  await page.emulateMedia({ forcedColors: "active" });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
});
