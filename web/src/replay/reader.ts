/** What is read of a recording on the way through it (PROTOCOL.md H12, H13). */

import { readBase } from "../base";
import { decode } from "../decode";
import type { Snapshot } from "../protocol";

/** A picture of a moment. */
export interface Shot {
  snapshot: Pick<Snapshot, "seq" | "items">;
  base: Uint8ClampedArray | null;
}

/** Asks the server; rejects where it does not answer. */
export async function ask(url: string): Promise<Response> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer;
}

/** One recording on the server. */
export class Reader {
  constructor(
    private readonly room: string,
    private readonly journal: string,
  ) {}

  /** The entries after a place up to another, a line each. */
  async entries(from: number, to: number): Promise<ReadableStream<Uint8Array>> {
    const { body } = await ask(this.#url("entries", `from=${from}&to=${to}`));
    if (!body) throw new Error("the answer has no body");
    return body;
  }

  /** The picture of a place, or of a moment as `134.5s`. */
  async shot(at: string): Promise<Shot> {
    const decoded = decode(await (await ask(this.#url("snapshot", `at=${at}`))).text());
    if (!decoded.ok || decoded.message.type !== "snapshot") throw new Error("this is no snapshot");
    const snapshot = decoded.message;
    const outdated = (): void => console.error("easel: this page is older than the server");
    const picture = snapshot.base ? await readBase(snapshot.base, outdated) : null;
    if (snapshot.base && !picture) throw new Error("the picture cannot be read");
    return { snapshot, base: picture?.pixels ?? null };
  }

  #url(what: string, query: string): string {
    return `/api/rooms/${this.room}/${what}?journal=${this.journal}&${query}`;
  }
}
