/** For tests: answers requests as the server does, and remembers what was asked. */

import { vi } from "vitest";

/** One request. */
export interface Asked {
  method: string;
  path: string;
  key: string | null;
  body: unknown;
}

/** What is answered: a status alone, or a value with status 200. */
export type Answer = number | object;

/** Takes the place of `fetch`; answers what was asked so far. */
export function serve(answer: (asked: Asked) => Answer): Asked[] {
  const all: Asked[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    const body = typeof init.body === "string" ? JSON.parse(init.body) : init.body;
    const asked = { method: init.method ?? "GET", path, key: headers.get("authorization"), body };
    all.push(asked);
    const said = answer(asked);
    return typeof said === "number" ? new Response(null, { status: said }) : Response.json(said);
  });
  return all;
}

/** A device that keeps nothing yet. */
export function freshDevice(): void {
  for (const name of ["localStorage", "sessionStorage"]) {
    const kept = new Map<string, string>();
    vi.stubGlobal(name, {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    });
  }
}
