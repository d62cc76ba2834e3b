import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { formatsOf, Making } from "./making";

const WISH = { format: "gif", seconds: 10, width: 480, skipPauses: true } as const;

/** What the server was asked, and what it answers next to each question. */
const asked: string[] = [];
let answers: Record<string, () => Response | Promise<Response>> = {};

const json = (value: unknown, status = 200) => Response.json(value, { status });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const question = `${init.method ?? "GET"} ${path}`;
    asked.push(init.body ? `${question} ${init.body}` : question);
    const answer = answers[question];
    if (!answer) throw new TypeError("no connection");
    return answer();
  });
  asked.length = 0;
  answers = { "POST /api/rooms/art/films": () => json({ film: "f1" }, 202) };
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a film is asked for, followed, and there", async () => {
  const making = new Making({ room: "art", from: 3, to: 90 });
  const told: unknown[] = [
    { state: "waiting", progress: 0 },
    { state: "working", progress: 420 },
    { state: "done", progress: 1_000, bytes: 77 },
  ];
  answers["GET /api/films/f1"] = () => json(told.shift());
  await making.begin(WISH);
  await vi.waitFor(() => expect(making.now.get().step).toBe("waiting"));
  await vi.waitFor(() =>
    expect(making.now.get()).toMatchObject({ step: "working", progress: 420 }),
  );
  await vi.waitFor(() =>
    expect(making.now.get()).toMatchObject({ step: "done", bytes: 77, file: "/api/films/f1/file" }),
  );
  const [first] = asked;
  expect(JSON.parse(first!.slice(first!.indexOf("{")))).toEqual({ ...WISH, from: 3, to: 90 });
  making.dispose();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked.filter((one) => one.startsWith("DELETE"))).toEqual([]);
});

test("a film that is given up is canceled, also when its name is not known yet", async () => {
  const making = new Making({ room: "art" });
  answers["GET /api/films/f1"] = () => json({ state: "working", progress: 1 });
  await making.begin(WISH);
  await vi.waitFor(() => expect(making.now.get().step).toBe("working"));
  making.choose();
  expect(making.now.get().step).toBe("choosing");
  expect(asked.at(-1)).toBe("DELETE /api/films/f1");

  let answer: (response: Response) => void = () => {};
  answers["POST /api/rooms/art/films"] = () => new Promise((resolve) => (answer = resolve));
  const begun = making.begin(WISH);
  making.dispose();
  answer(json({ film: "f2" }, 202));
  await begun;
  expect(asked.at(-1)).toBe("DELETE /api/films/f2");
});

test("what goes wrong is told, and what the server says with it", async () => {
  const making = new Making({ room: "art" });
  const reason = () => making.now.get().reason;
  for (const [status, expected, detail] of [
    [404, "failed.blank", ""],
    [503, "failed.busy", ""],
    [400, "failed", "A film is too long."],
  ] as const) {
    answers["POST /api/rooms/art/films"] = () => new Response("A film is too long.\n", { status });
    await making.begin(WISH);
    expect([making.now.get().step, reason(), making.now.get().detail]).toEqual([
      "failed",
      expected,
      detail,
    ]);
    making.choose();
  }
  answers = {};
  await making.begin(WISH);
  expect(reason()).toBe("failed.offline");
  answers = {
    "POST /api/rooms/art/films": () => json({ film: "f1" }, 202),
    "GET /api/films/f1": () => json({ state: "failed", progress: 0, sentence: "No space." }),
  };
  await making.begin(WISH);
  await vi.waitFor(() => expect(making.now.get().detail).toBe("No space."));
  answers["GET /api/films/f1"] = () => new Response("", { status: 404 });
  await making.begin(WISH);
  await vi.waitFor(() => expect(reason()).toBe("failed.gone"));
});

test("a connection may be away for a moment, but not for long", async () => {
  const making = new Making({ room: "art" });
  await making.begin(WISH);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(making.now.get().step).toBe("waiting");
  answers["GET /api/films/f1"] = () => json({ state: "working", progress: 5 });
  await vi.waitFor(() => expect(making.now.get().step).toBe("working"));
  answers = {};
  await vi.advanceTimersByTimeAsync(20_000);
  expect(making.now.get().reason).toBe("failed.offline");
});

test("only what this server can make is offered, what most want first", async () => {
  answers["GET /api/films"] = () => json({ formats: ["apng", "gif", "later", "mp4"] });
  expect(await formatsOf()).toEqual(["mp4", "gif", "apng"]);
  answers = {};
  expect(await formatsOf()).toBeNull();
});
