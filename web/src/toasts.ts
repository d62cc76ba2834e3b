/** Short messages that come and go; who reads with ears hears them from the page's voice. */

import { Store } from "./store";

/** How long one stays, in ms: longer when something can be done about it. */
const PLAIN_MS = 5_000;
const ACTION_MS = 10_000;

/** Most at once; an older one gives way. */
const TOASTS_MAX = 2;

/** What a toast says. */
export interface Toast {
  text: string;
  /** Another one of this kind takes its place. */
  kind?: string;
  /** `busy` goes on until the next of its kind; `failed` stays until it is closed, and is an alert. */
  state?: "busy" | "failed";
  action?: { label: string; act: () => void };
  /** How long it stays, whoever looks at it; for what ends by itself. */
  lastsMs?: number;
  /** It was said already. */
  silent?: boolean;
}

/** A toast that is shown. */
export interface Shown extends Toast {
  id: number;
}

interface Clock {
  left: number;
  since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** All that are shown. */
export class Toasts {
  readonly list = new Store<{ shown: readonly Shown[] }>({ shown: [] });
  /** Of those that go by themselves. */
  readonly #clocks = new Map<number, Clock>();
  #ids = 0;
  #isHeld = false;

  constructor(private readonly say: (text: string) => void) {}

  /** Shows one; answers how to take it away. */
  show(toast: Toast): () => void {
    const { shown } = this.list.get();
    const kept = shown.filter((other) => !toast.kind || other.kind !== toast.kind);
    const id = ++this.#ids;
    this.#put([...fewest(kept), { ...toast, id }]);
    if (!toast.state) {
      const left = toast.lastsMs ?? (toast.action ? ACTION_MS : PLAIN_MS);
      this.#clocks.set(id, { left, since: 0, timer: undefined });
      if (!this.#isHeld || toast.lastsMs) this.#start(id);
    }
    // An alert is read out by itself.
    if (!toast.silent && toast.state !== "failed") this.say(toast.text);
    return () => this.dismiss(id);
  }

  /** Takes one away. */
  dismiss(id: number): void {
    this.#put(this.list.get().shown.filter((toast) => toast.id !== id));
  }

  /** While somebody points at them or is in them, they stay. */
  hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    for (const { id, lastsMs } of this.list.get().shown) {
      if (lastsMs) continue;
      if (isHeld) this.#stop(id);
      else this.#start(id);
    }
  }

  #put(shown: Shown[]): void {
    for (const id of [...this.#clocks.keys()]) {
      if (shown.some((toast) => toast.id === id)) continue;
      this.#stop(id);
      this.#clocks.delete(id);
    }
    if (shown.length === 0) this.#isHeld = false;
    this.list.set({ shown });
  }

  #start(id: number): void {
    const clock = this.#clocks.get(id);
    if (!clock) return;
    clock.since = Date.now();
    clock.timer = setTimeout(() => this.dismiss(id), clock.left);
  }

  #stop(id: number): void {
    const clock = this.#clocks.get(id);
    if (!clock || clock.timer === undefined) return;
    clearTimeout(clock.timer);
    clock.timer = undefined;
    clock.left -= Date.now() - clock.since;
  }
}

/** What stays beside a new one: the oldest gives way, those that only say something before others. */
function fewest(shown: readonly Shown[]): Shown[] {
  const left = [...shown];
  while (left.length >= TOASTS_MAX) {
    const plain = left.findIndex(({ state, action }) => !state && !action);
    left.splice(Math.max(0, plain), 1);
  }
  return left;
}
