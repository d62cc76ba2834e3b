import { type Browser, expect, type Page, test } from "@playwright/test";
import { accessible } from "./access";
import { chance } from "./hand";
import { hashOf } from "./pixels";
import {
  card,
  type Device,
  device,
  finger,
  fits,
  isLive,
  isStored,
  join,
  knock,
  roomOf,
  teach,
} from "./school";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.dispose());

/** The pages of a story are closed after it. */
let open: Page[] = [];
test.afterEach(async () => {
  await Promise.all(open.map((page) => page.context().close()));
  open = [];
});

async function on(browser: Browser, kind: Device): Promise<Page> {
  const page = await device(browser, kind);
  open.push(page);
  return page;
}

const start = (teacher: Page) =>
  teacher.getByRole("button", { name: "Start", exact: true }).click();

async function finish(teacher: Page): Promise<void> {
  await teacher.getByRole("button", { name: "End…" }).tap();
  await teacher.getByRole("dialog").getByRole("button", { name: "End the class" }).tap();
}

test("who waits is let in or turned away, one by one", async ({ browser }) => {
  const teacher = await on(browser, "tablet");
  const code = await teach(teacher, server, "Art", async (page) => {
    await page.getByLabel(/^Waiting room/).check();
  });
  const [ada, ben] = [await on(browser, "small"), await on(browser, "phone")];
  await knock(ada, server, code);
  await accessible(ada);
  await fits(ada);
  await ada.getByLabel("Your name").fill("Ada");
  await ada.getByRole("button", { name: "Join" }).tap();
  await join(ben, server, code, "Ben");
  await expect(ada.getByText("Waiting for the teacher to let you in.")).toBeVisible();
  await expect(teacher.getByRole("heading", { name: "2 wait to come in" })).toBeVisible();
  await accessible(teacher);
  await teacher.getByRole("button", { name: "Let in Ada" }).tap();
  await expect(ada.getByText("You’re in.")).toBeVisible();
  await accessible(ada);
  await teacher.getByRole("button", { name: "Turn away Ben" }).tap();
  await expect(ben.getByRole("alert")).toContainText("took you out of this class");
  await accessible(ben);
  await start(teacher);
  await isLive(ada);
  await expect(card(teacher, "Ada")).toBeVisible();
  await expect(card(teacher, "Ben")).toHaveCount(0);
});

test("one pupil on another device: by asking the teacher, and by a link", async ({ browser }) => {
  const teacher = await on(browser, "tablet");
  const code = await teach(teacher, server, "Art");
  await start(teacher);
  const phone = await on(browser, "phone");
  await join(phone, server, code, "Ada");
  await isLive(phone);
  await finger(phone, chance(3));
  await isStored(phone);
  const [room, drawn] = [roomOf(phone), await hashOf(phone)];

  // The teacher is asked, and agrees.
  const tablet = await on(browser, "tablet");
  await knock(tablet, server, code);
  await tablet.getByRole("button", { name: "I was here on another device" }).tap();
  await expect(tablet.getByText(/When your teacher agrees/)).toBeVisible();
  await tablet.getByLabel("Your name").fill("Ada");
  await tablet.getByRole("button", { name: "Ask my teacher" }).tap();
  await expect(tablet.getByText("Your teacher has to agree that you are Ada.")).toBeVisible();
  await accessible(tablet);
  await expect(teacher.getByText("Ada 2 says to be Ada, on another device")).toBeVisible();
  await accessible(teacher);
  await teacher.getByRole("button", { name: "Same student: Ada 2" }).tap();
  await isLive(tablet);
  expect(roomOf(tablet)).toBe(room);
  await expect.poll(() => hashOf(tablet)).toBe(drawn);

  // Both are the pupil now: what one draws is on the other.
  await finger(tablet, chance(4));
  await isStored(tablet);
  await expect.poll(() => hashOf(phone)).not.toBe(drawn);
  expect(await hashOf(phone)).toBe(await hashOf(tablet));

  // The link is the pupil, and leaves no key in the address.
  await phone.getByRole("button", { name: "Menu" }).tap();
  await expect(phone.getByRole("menuitem", { name: "Projector view" })).toHaveCount(0);
  await phone.getByRole("menuitem", { name: "Use another device" }).tap();
  await expect(phone.getByText("Whoever has this link draws as you.")).toBeVisible();
  await accessible(phone);
  const link = await phone.getByLabel("Your own link").inputValue();
  expect(link).toContain(`/j/${code}#s=`);
  const laptop = await on(browser, "laptop");
  await laptop.goto(link);
  await isLive(laptop);
  expect(laptop.url()).not.toContain("#");
  expect(roomOf(laptop)).toBe(room);
  await expect.poll(() => hashOf(laptop)).toBe(await hashOf(phone));
});

test("groups: a pupil is put into another one, and names are for the teacher alone", async ({
  browser,
}) => {
  const teacher = await on(browser, "phone");
  const code = await teach(teacher, server, "Art", async (page) => {
    await page.getByLabel("Groups").check();
    await page.getByLabel("Students in a group").fill("2");
  });
  const pupils: Page[] = [];
  for (const [name, kind] of [
    ["Ada", "phone"],
    ["Ben", "tablet"],
    ["Cleo", "small"],
  ] as const) {
    const page = await on(browser, kind);
    await join(page, server, code, name);
    await expect(page.getByText("You’re in.")).toBeVisible();
    pupils.push(page);
  }
  const [ada, ben, cleo] = pupils as [Page, Page, Page];
  await start(teacher);
  for (const page of pupils) await isLive(page);
  expect(roomOf(ada)).toBe(roomOf(ben));
  expect(roomOf(cleo)).not.toBe(roomOf(ada));
  await finger(cleo, chance(5));
  await isStored(cleo);
  const groups = teacher.getByLabel("Group of Ada");
  await expect(groups).toHaveValue(roomOf(ada));
  await groups.selectOption(roomOf(cleo));
  await expect.poll(() => roomOf(ada)).toBe(roomOf(cleo));
  await isLive(ada);
  await expect.poll(() => hashOf(ada)).toBe(await hashOf(cleo));
  await expect(groups).toHaveValue(roomOf(cleo));
  await accessible(teacher);
  await fits(teacher);

  await teacher.getByRole("button", { name: "Controls", exact: true }).tap();
  await teacher.getByRole("switch", { name: "Hide names" }).tap();
  await expect(teacher.getByLabel("Group of Student 1")).toBeVisible();
  await cleo.getByRole("button", { name: /^People/ }).tap();
  await expect(cleo.getByText("Pupil 1", { exact: true })).toBeVisible();
  await expect(cleo.getByText("Ada", { exact: true })).toHaveCount(0);
  await expect(cleo.getByRole("textbox", { name: "Your name" })).toHaveValue("Pupil 3");
  await accessible(cleo);
});

test("the time, a pause, the end, and going on", async ({ browser }) => {
  const teacher = await on(browser, "tablet");
  const code = await teach(teacher, server, "Art");
  const ada = await on(browser, "small");
  await join(ada, server, code, "Ada");
  await expect(ada.getByText("You’re in.")).toBeVisible();
  const end = ada.getByRole("dialog", { name: /The class has ended/ });
  await finish(teacher);
  await expect(end).toBeVisible();
  await teacher.getByRole("button", { name: "Open again" }).tap();
  await expect(end).toHaveCount(0);
  await isLive(ada);
  await finger(ada, chance(9));
  await isStored(ada);
  const drawn = await hashOf(ada);

  await teacher.getByRole("button", { name: "Timer" }).tap();
  await teacher.getByRole("button", { name: "3 minutes" }).tap();
  await expect(ada.getByRole("timer")).toHaveText(/^(3:00|2:5\d)$/);
  await accessible(ada);
  await fits(ada);
  await teacher.getByRole("button", { name: /^Timer: / }).tap();
  await teacher.getByRole("button", { name: "Stop the timer" }).tap();
  await expect(ada.getByRole("timer")).toHaveCount(0);

  await teacher.getByRole("button", { name: "Pause" }).tap();
  const pause = ada.getByRole("dialog", { name: "Paused: eyes on your teacher" });
  await expect(pause).toBeVisible();
  await accessible(ada);
  await teacher.getByRole("button", { name: "Go on" }).tap();
  await expect(pause).toHaveCount(0);

  await finish(teacher);
  await expect(end.getByRole("link", { name: "Look at your drawing" })).toHaveAttribute(
    "href",
    `/replay/${roomOf(ada)}`,
  );
  await accessible(ada);
  const late = await on(browser, "phone");
  await join(late, server, code, "Ben");
  await expect(late.getByRole("alert")).toContainText("This class has ended.");

  await teacher.getByRole("button", { name: "Open again" }).tap();
  await expect(end).toHaveCount(0);
  expect(await hashOf(ada)).toBe(drawn);
  await finger(ada, chance(10));
  await isStored(ada);
  expect(await hashOf(ada)).not.toBe(drawn);
});

test("a removed pupil stays out, and a locked class lets nobody in", async ({ browser }) => {
  const teacher = await on(browser, "tablet");
  const code = await teach(teacher, server, "Art");
  await start(teacher);
  const ada = await on(browser, "phone");
  await join(ada, server, code, "Ada");
  await isLive(ada);
  await teacher.getByLabel("Select Ada").check();
  await accessible(teacher);
  await teacher.getByRole("button", { name: "Remove…" }).tap();
  await teacher.getByRole("dialog").getByRole("button", { name: "Remove" }).tap();
  await expect(ada.getByRole("dialog", { name: /took you out of this class/ })).toBeVisible();
  await accessible(ada);
  await expect(card(teacher, "Ada")).toHaveCount(0);
  await ada.goto(`${server.url}/j/${code}`);
  await ada.getByRole("button", { name: "Go on" }).tap();
  await expect(ada.getByRole("alert")).toContainText("took you out of this class");

  await teacher.getByRole("switch", { name: "Lock joining" }).tap();
  await expect(teacher.getByRole("switch", { name: "Lock joining" })).toBeChecked();
  const ben = await on(browser, "small");
  await join(ben, server, code, "Ben");
  await expect(ben.getByRole("alert")).toHaveText("The class is locked.Ask your teacher.");
  await accessible(ben);
  await teacher.getByRole("switch", { name: "Lock joining" }).tap();
  await expect(teacher.getByRole("switch", { name: "Lock joining" })).not.toBeChecked();
  await ben.getByRole("button", { name: "Try again" }).tap();
  await ben.getByLabel("Your name").fill("Ben");
  await ben.keyboard.press("Enter");
  await isLive(ben);
});

test("a key that does not open the class is said, and nobody knocks again", async ({ browser }) => {
  const teacher = await on(browser, "phone");
  await teach(teacher, server, "Art");
  const stranger = await on(browser, "phone");
  let knocks = 0;
  stranger.on("websocket", () => {
    knocks += 1;
  });
  await stranger.goto(`${teacher.url()}#k=${"k".repeat(22)}`);
  await expect(stranger.getByRole("alert")).toHaveText(
    "This link does not open the class any more.",
  );
  await expect(stranger.getByRole("link", { name: "Your classes" })).toBeVisible();
  await accessible(stranger);
  expect(knocks).toBe(1);
});
