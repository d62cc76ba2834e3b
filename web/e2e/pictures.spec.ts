import { expect, type Page, test } from "@playwright/test";
import { enter } from "./hand";
import { allEqual, hashOf } from "./pixels";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** A PNG of this size, made by the page: red, with a blue corner. */
async function png(page: Page, width: number, height: number): Promise<Buffer> {
  const text = await page.evaluate(
    ([w, h]) => {
      const canvas = document.createElement("canvas");
      canvas.width = w!;
      canvas.height = h!;
      const context = canvas.getContext("2d")!;
      context.fillStyle = "#c62828";
      context.fillRect(0, 0, w!, h!);
      context.fillStyle = "#1d5fd6";
      context.fillRect(0, 0, w! / 2, h! / 2);
      return canvas.toDataURL().split(",")[1]!;
    },
    [width, height],
  );
  return Buffer.from(text, "base64");
}

async function choose(page: Page, name: string, mimeType: string, buffer: Buffer) {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Add a picture…" }).click();
  await page.getByLabel("Picture", { exact: true }).setInputFiles({ name, mimeType, buffer });
}

/** Pastes or drops a file as a browser does. */
async function give(page: Page, kind: "paste" | "drop", file: Buffer): Promise<void> {
  await page.evaluate(
    ([type, text]) => {
      const bytes = Uint8Array.from(atob(text!), (sign) => sign.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "a.png", { type: "image/png" }));
      const desk = document.querySelector(".desk")!;
      const how = { bubbles: true, cancelable: true, clientX: 500, clientY: 300 };
      const event =
        type === "paste"
          ? new ClipboardEvent("paste", { ...how, clipboardData: data })
          : new DragEvent("drop", { ...how, dataTransfer: data });
      desk.dispatchEvent(event);
    },
    [kind, file.toString("base64")] as const,
  );
}

test("a picture that is chosen lies on every screen alike, and undo takes it back", async ({
  page,
  context,
}) => {
  await enter(page, server, "picture");
  const other = await context.newPage();
  await enter(other, server, "picture");
  const blank = await hashOf(page);
  await choose(page, "a.png", "image/png", await png(page, 300, 200));
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Picture added").first()).toBeVisible();
  await expect.poll(() => hashOf(page)).not.toBe(blank);
  await expect.poll(() => hashOf(other)).not.toBe(blank);
  await allEqual(server, "picture", [page, other]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => hashOf(other)).toBe(blank);
});

test("pictures are pasted and dropped, and one can be the background", async ({ page }) => {
  await enter(page, server, "drop");
  // What takes them in comes after the page's quiet start.
  await expect(page.getByLabel("Zoom", { exact: true })).toBeAttached({ timeout: 10_000 });
  const file = await png(page, 60, 40);
  const hashes = [await hashOf(page)];
  for (const kind of ["paste", "drop"] as const) {
    await page.mouse.move(800, 400);
    await give(page, kind, file);
    await expect.poll(() => hashOf(page)).not.toBe(hashes.at(-1));
    hashes.push(await allEqual(server, "drop", [page]));
  }
  await choose(page, "b.png", "image/png", file);
  await page.getByLabel(/As background/).check();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect.poll(() => hashOf(page)).not.toBe(hashes.at(-1));
  await allEqual(server, "drop", [page]);
  const pixel = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("canvas[data-layer=base]")!;
    return [...canvas.getContext("2d", { alpha: false })!.getImageData(2, 2, 1, 1).data];
  });
  expect(pixel).toEqual([29, 95, 214, 255]);
});

test("what cannot be added is said in a sentence", async ({ page }) => {
  await enter(page, server, "refused");
  await choose(page, "a.png", "image/png", Buffer.from("this is no picture"));
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText("This is no PNG, JPEG or WebP picture.");
  const whole = await png(page, 300, 200);
  await choose(page, "a.png", "image/png", whole.subarray(0, 60));
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText("This picture is damaged and cannot be read.");
  await server.kill();
  await expect.poll(() => page.evaluate(() => window.easel.status())).toBe("waiting");
  await choose(page, "a.png", "image/png", whole);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText("You can add pictures when the server is back.");
  await server.run();
});
