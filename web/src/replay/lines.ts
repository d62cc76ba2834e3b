/** A stream of entries, one to a line, read as far as it is good. */

import { decode } from "../decode";
import type { Entry } from "../protocol";

/** An entry, and when it came: ms since the first. */
export type Timed = Entry & { at: number };

/** How a stream ended: `whole` with its last line, `cut` without it, `damaged` at a line that is none. */
export type Ending = "whole" | "cut" | "damaged";

const DONE = /^\{"type":"done"/;

/** Reads a stream; tells `take` of entries as they come. */
export async function readLines(
  body: ReadableStream<Uint8Array>,
  take: (entries: Timed[]) => void,
): Promise<Ending> {
  const reader = body.pipeThrough(new TextDecoderStream() as Decoding).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return "cut";
      const lines = (rest + value).split("\n");
      rest = lines.pop() ?? "";
      const ending = takeLines(lines, take);
      if (ending) return ending;
    }
  } catch {
    // The connection broke.
    return "cut";
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** The decoder takes any bytes; its type says so only of some. */
type Decoding = ReadableWritablePair<string, Uint8Array>;

function takeLines(lines: string[], take: (entries: Timed[]) => void): Ending | null {
  const done = lines.findIndex((line) => DONE.test(line));
  const told = done < 0 ? lines : lines.slice(0, done);
  const all = entriesOf(told);
  if (all) {
    take(all);
    return done < 0 ? null : "whole";
  }
  // One of them is bad: what stands before it is good.
  for (const line of told) {
    const one = entriesOf([line]);
    if (!one) break;
    take(one);
  }
  return "damaged";
}

/** The entries of some lines; null when one of them is none. */
function entriesOf(lines: string[]): Timed[] | null {
  const decoded = decode(`{"type":"entries","seq":0,"entries":[${lines.join(",")}]}`);
  if (!decoded.ok || decoded.message.type !== "entries") return null;
  const entries = decoded.message.entries as Timed[];
  const isWhole = entries.length === lines.length;
  return isWhole && entries.every(({ at }) => Number.isFinite(at)) ? entries : null;
}
