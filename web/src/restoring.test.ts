import { describe, expect, test } from "vitest";
import type { Ahead } from "./ink";
import { type Op, Outbox, type Pen } from "./outbox";
import { restore } from "./restoring";
import { LIMITS } from "./roomView";

const brush = { tool: "pencil", color: "#c62828", opacity: 255 } as const;

function ahead(): Ahead {
  return { n: null } as unknown as Ahead;
}

function stroke(outbox: Outbox, points: number[], over = true): Pen {
  const pen: Pen = { brush, ahead: ahead(), points, n: null, over, waiting: 0 };
  outbox.push({ n: null, kind: "begin", pen, points: points.slice(0, 3), ended: false }, 512);
  outbox.push({ n: null, kind: "points", pen, points: points.slice(3) }, 512);
  if (over) outbox.push({ n: null, kind: "end", pen }, 512);
  return pen;
}

function comeBack(outbox: Outbox): { next: Outbox; ops: Op[] } {
  const ops = restore(outbox.save() ?? "", () => ahead());
  const next = new Outbox();
  next.adopt(ops);
  return { next, ops };
}

describe("what a page had not told", () => {
  test("nothing is kept when everything is stored", () => {
    expect(new Outbox().save()).toBeNull();
  });

  test("comes back in order, and is told as it would have been", () => {
    const outbox = new Outbox();
    stroke(outbox, [8, 8, 8, 16, 16, 8]);
    outbox.push({ n: null, kind: "undo" }, 512);
    const { next } = comeBack(outbox);
    expect(next.strokes).toBe(1);
    next.countFrom(40);
    expect(next.take(LIMITS)).toEqual([
      { type: "begin", n: 41, ...brush, points: [8, 8, 8], ended: false },
      { type: "points", n: 42, stroke: 41, points: [16, 16, 8] },
      { type: "end", n: 43, stroke: 41 },
      { type: "undo", n: 44 },
    ]);
  });

  test("what was stored meanwhile is not told again", () => {
    const outbox = new Outbox();
    outbox.countFrom(0);
    stroke(outbox, [8, 8, 8, 16, 16, 8]);
    outbox.take(LIMITS);
    stroke(outbox, [80, 8, 8, 96, 16, 8]);
    const { next } = comeBack(outbox);
    next.countFrom(4);
    expect(next.acknowledge(4).length).toBe(4);
    expect(next.take(LIMITS)).toEqual([
      { type: "points", n: 5, stroke: 4, points: [96, 16, 8] },
      { type: "end", n: 6, stroke: 4 },
    ]);
  });

  test("is numbered when it is kept, so that what is sent after that is not doubled", () => {
    const outbox = new Outbox();
    outbox.countFrom(7);
    stroke(outbox, [8, 8, 8, 16, 16, 8]);
    const { ops } = comeBack(outbox);
    expect(ops.map((op) => op.n)).toEqual([8, 9, 10]);
    expect(outbox.take(LIMITS)?.map((message) => "n" in message && message.n)).toEqual([8, 9, 10]);
  });

  test("a stroke that was under the pen ends", () => {
    const outbox = new Outbox();
    stroke(outbox, [8, 8, 8, 16, 16, 8], false);
    const { ops } = comeBack(outbox);
    expect(ops.map((op) => op.kind)).toEqual(["begin", "points", "end"]);
  });

  test("half a text is nothing", () => {
    expect(restore('{"pens":[{"bru', () => ahead())).toEqual([]);
  });
});
