import { expect, test } from "@playwright/test";
import { accessible } from "./access";
import { chance, enter, scribble } from "./hand";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

async function codeOf(room: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/rooms/${room}/code`, { method: "POST" });
  return ((await answer.json()) as { code: string }).code;
}

test("a code leads to its room, however it is typed", async ({ page }) => {
  const code = await codeOf("code-room");
  await page.goto(server.url);
  const typed = `${code.slice(0, 3).toLowerCase()} - ${code.slice(3)}`;
  await page.getByLabel("Room name or code").fill(typed);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).toHaveURL(/\/r\/code-room$/);
});

test("a link with a code leads right into its room", async ({ page }) => {
  await page.goto(`${server.url}/j/${await codeOf("link-room")}`);
  await expect(page).toHaveURL(/\/r\/link-room$/);
});

test("a wrong code is said in place", async ({ page }) => {
  await page.goto(server.url);
  await page.getByLabel("Room name or code").fill("zzzzzz");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(
    "No room with that code. Check it and try again.",
  );
  await accessible(page);
});

test("without the server it is said, and tried again until it is back", async ({ page }) => {
  const code = await codeOf("back-room");
  await page.goto(server.url);
  const join = page.getByRole("button", { name: "Join" });
  await page.getByLabel("Room name or code").fill(code);
  await expect(join).toBeVisible();
  await server.kill();
  await join.click();
  await expect(page.getByRole("alert")).toHaveText("Can’t reach the server. Retrying…");
  await server.run();
  await expect(page).toHaveURL(/\/r\/back-room$/);
});

test("nothing can be started while the server is away, and that is said", async ({ page }) => {
  await page.goto(server.url);
  const start = page.getByRole("link", { name: "Start drawing" });
  await expect(start).toHaveAttribute("href", /\/r\//);
  await server.kill();
  await page.evaluate(() => dispatchEvent(new Event("offline")));
  await expect(start).toHaveAttribute("aria-disabled", "true");
  await expect(start).toHaveAccessibleDescription("Can’t reach the server. Retrying…");
  await start.click({ force: true });
  await expect(page).toHaveURL(`${server.url}/`);
  await accessible(page);
  await server.run();
  await expect(start).toHaveAttribute("href", /\/r\//);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await start.click();
  await expect(page).toHaveURL(/\/r\//);
});

test("the drawing behind it rests after a few seconds, or at once for who wants that", async ({
  page,
}) => {
  const inked = () =>
    page.locator(".backdrop canvas").evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas
        .getContext("2d")!
        .getImageData(0, 0, canvas.width || 1, canvas.height || 1);
      return data.reduce((sum, value, at) => sum + Number(at % 4 === 3 && value > 0), 0);
    });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(server.url);
  await expect.poll(inked).toBeGreaterThan(10_000);
  const whole = await inked();
  await page.emulateMedia({ reducedMotion: null });
  await page.reload();
  await expect.poll(inked).toBeGreaterThan(0);
  expect(await inked()).toBeLessThan(whole);
  await expect.poll(inked, { timeout: 8_000 }).toBe(whole);
  await accessible(page);
});

test("recent rooms tell who is there, and can be forgotten", async ({ page, context }) => {
  await enter(page, server, "seen");
  await scribble(page, chance(1));
  await expect.poll(() => page.evaluate(() => window.easel.seq())).toBeGreaterThan(0);
  const front = await context.newPage();
  await front.goto(server.url);
  await expect(front.getByText("1 person now")).toBeVisible();
  await accessible(front);
  await front.getByRole("button", { name: "Forget seen" }).click();
  await expect(front.getByText("Recent rooms")).toHaveCount(0);
});

test("without script there is the picture", async ({ page, browser }) => {
  await enter(page, server, "quiet");
  await scribble(page, chance(2));
  await expect.poll(() => page.evaluate(() => window.easel.waiting())).toBe(0);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto(`${server.url}/r/quiet`);
  await expect(still.getByRole("link", { name: "Show what is new" })).toBeVisible();
  const answer = await still.request.get(`${server.url}/r/quiet?picture`);
  expect(answer.headers()["content-type"]).toBe("image/png");
  await context.close();
});
