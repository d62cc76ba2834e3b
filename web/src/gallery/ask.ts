/** Asking the server for something, and what to tell people when it does not give it. */

import type { Word } from "./words";

/** The server was reached and said no. */
export class Refused extends Error {
  constructor(
    /** The status of its answer. */
    readonly status: number,
  ) {
    super(`refused: ${status}`);
  }
}

/**
 * The answer to a request.
 *
 * Throws `Refused` when it is a refusal, and what `fetch` throws when there is none.
 */
export async function ask(path: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(path, init);
  if (!answer.ok) throw new Refused(answer.status);
  return answer;
}

/** Sends a value, with the key of what it is about. */
export function send(method: string, path: string, value: object, key?: string): Promise<Response> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (key) headers.authorization = `Bearer ${key}`;
  return ask(path, { method, headers, body: JSON.stringify(value) });
}

const REASONS: Record<number, Word> = {
  401: "notYours",
  403: "notYours",
  404: "missing",
  410: "missing",
  429: "tooMany",
};

/** The words for why something did not work. */
export function reasonOf(error: unknown): Word {
  if (!(error instanceof Refused)) return "unreachable";
  return REASONS[error.status] ?? "failed";
}
