/** For tests: a socket of a room whose other side is the test. */

import type { ClientMessage } from "./protocol";

/** A socket whose other side is the test. */
export class FakeSocket {
  readyState = 0;
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly said: ClientMessage[] = [];

  send(text: string): void {
    const message = JSON.parse(text) as ClientMessage | ClientMessage[];
    this.said.push(...(Array.isArray(message) ? message : [message]));
  }

  close(): void {
    this.readyState = 3;
  }

  /** The other side takes the connection. */
  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  /** The other side says something. */
  tell(...messages: object[]): void {
    for (const message of messages) this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** The connection ends. */
  cut(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  /** What was asked for, without join and ping. */
  get asked(): ClientMessage[] {
    return this.said.filter(({ type }) => type !== "join" && type !== "ping");
  }
}
