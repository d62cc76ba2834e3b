/** A class of the real server, on the devices that stand in a school. */

import { type Browser, devices, expect, type Page } from "@playwright/test";
import { paper } from "./hand";
import type { Server } from "./server";

const { defaultBrowserType: _phone, ...phone } = devices["Pixel 7"];
const { defaultBrowserType: _tablet, ...tablet } = devices["iPad (gen 7)"];

/** The devices, by what they are called here. */
export const DEVICES = {
  phone,
  tablet,
  small: { ...phone, viewport: { width: 320, height: 568 } },
  laptop: { viewport: { width: 1366, height: 768 } },
} as const;

/** What a device is. */
export type Device = keyof typeof DEVICES;

/** A page in a browser of its own, as on a device of its own. */
export async function device(browser: Browser, kind: Device): Promise<Page> {
  return (await browser.newContext(DEVICES[kind])).newPage();
}

/** Makes a class on a teacher's device; answers its code. */
export async function teach(
  page: Page,
  server: Server,
  title: string,
  choose: (page: Page) => Promise<void> = async () => undefined,
): Promise<string> {
  await page.goto(`${server.url}/c`);
  await page.getByLabel("Title").fill(title);
  await choose(page);
  await page.getByRole("button", { name: "Create the class" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  const spoken = await page
    .getByText(/^Class code/)
    .first()
    .textContent();
  const code = (spoken ?? "").replace("Class code", "").replace(/\s/g, "");
  expect(code).toHaveLength(6);
  return code;
}

/** Goes to the door of a class by the code, as read from the board. */
export async function knock(page: Page, server: Server, code: string): Promise<void> {
  await page.goto(`${server.url}/j`);
  await page.getByLabel("Code").fill(code.toLowerCase());
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Your name")).toBeVisible();
}

/** Comes in by the code and a name. */
export async function join(page: Page, server: Server, code: string, name: string): Promise<void> {
  await knock(page, server, code);
  await page.getByLabel("Your name").fill(name);
  await page.keyboard.press("Enter");
}

/** Waits until a pupil draws, with all that a class lays beside the drawing. */
export async function isLive(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/r\/c[a-z0-9]{25}\?class=/, { timeout: 20_000 });
  await expect.poll(() => page.evaluate(() => window.easel?.status())).toBe("live");
  await expect(page.locator("html")).toHaveAttribute("data-lesson", /./);
}

/** Waits until the server has all that was drawn. */
export async function isStored(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.easel.waiting())).toBe(0);
}

/** The room that a page shows. */
export const roomOf = (page: Page): string => new URL(page.url()).pathname.split("/")[2] ?? "";

/** A place on the teacher's wall. */
export const card = (page: Page, name: string) =>
  page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: `Open ${name}`, exact: true }) });

/** Nothing of a page lies beside the screen. */
export async function fits(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond, page.url()).toBeLessThanOrEqual(0);
}

/** Draws with a finger: a random line of `steps` moves across the paper. */
export async function finger(page: Page, random: () => number, steps = 12): Promise<void> {
  const box = await paper(page);
  const client = await page.context().newCDPSession(page);
  const at = () => ({
    x: box.x + box.width * (0.1 + 0.8 * random()),
    y: box.y + box.height * (0.1 + 0.8 * random()),
    id: 1,
  });
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: object[]) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints: touchPoints as never });
  await touch("touchStart", [at()]);
  for (let step = 0; step < steps; step += 1) await touch("touchMove", [at()]);
  await touch("touchEnd", []);
  await client.detach();
}
