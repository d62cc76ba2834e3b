/**
 * What tabs that were closed had not told a room: told by the next page of the room on this device.
 *
 * It is told as its author, by numbers, so the room takes each thing once (rule V5), whoever tells it.
 */

import { leftKey } from "./identity";
import { keysTo } from "./keyring";
import { restore } from "./restoring";
import { RoomClient } from "./room";
import { socketOf } from "./rooms";
import type { RoomOptions, RoomView } from "./roomView";
import { keysOf, ofDevice, read, write } from "./storage";

/** What is older is not expected by anybody any more, in ms. */
const AGE_MS_MAX = 7 * 24 * 3_600_000;

/** How long the server may take, and how often it is looked at, in ms. */
const SEND_MS_MAX = 30_000;
const LOOK_MS = 100;

/** States from which a client does not come back. */
const OVER: RoomView["status"][] = ["replaced", "outdated", "full", "barred"];

/** Tells a room what is left for it, one author after the other; `added` hears how many strokes that were. */
export async function sendLeft(
  room: string,
  added: (strokes: number) => void,
  open?: RoomOptions["open"],
): Promise<void> {
  const keys = keysTo(room);
  await alone(`easel.left.${room}`, async () => {
    for (const key of keysOf(ofDevice, leftKey(room))) {
      const [, time = "0", text = ""] = /^(\d+) (.*)$/s.exec(read(ofDevice, key) ?? "") ?? [];
      const isOld = Date.now() - Number(time) > AGE_MS_MAX;
      const token = key.slice(leftKey(room).length);
      const strokes = isOld ? 0 : await send({ url: socketOf(room), token, keys, open }, text);
      // What could not be told now is left for the next page.
      if (strokes === null) continue;
      write(ofDevice, key, null);
      if (strokes > 0) added(strokes);
    }
  });
}

/** Does something while no other page of this browser does; where locks are missing, numbers suffice. */
async function alone(name: string, act: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return act();
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && act());
}

/** Tells it all; answers how many strokes it was, or null when it could not be done. */
async function send(options: RoomOptions, text: string): Promise<number | null> {
  const client = new RoomClient(options);
  client.adopt((show) => restore(text, show));
  const strokes = client.view.get().waiting;
  const end = Date.now() + SEND_MS_MAX;
  try {
    while (client.save() !== null) {
      if (Date.now() > end || OVER.includes(client.view.get().status)) return null;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return strokes;
  } finally {
    client.dispose();
  }
}
