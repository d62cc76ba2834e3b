/** From unknown text to a message of a class that cannot be wrong, or the reason why it is none. */

import {
  type Check,
  type Fields,
  flag,
  list,
  number,
  oneOf,
  orNull,
  record,
  text,
  typed,
} from "../decode";
import type {
  ClassRoom,
  ClassServerMessage,
  Collected,
  Pupil,
  Spotlight,
  Standing,
  Timer,
  You,
} from "./protocol";

/** What `decode` answers. */
export type Decoded = { ok: true; message: ClassServerMessage } | { ok: false; reason: string };

function orNone<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

/** Pictures come within the message: an address would be asked for, whoever wrote it. */
const picture: Check<string> = (value): value is string =>
  text(value) && value.startsWith("data:image/png;base64,");

/** Rooms become paths. */
const room: Check<string> = (value): value is string =>
  text(value) && /^[a-z0-9-]{1,64}$/.test(value);

const standing = oneOf<Standing>("waiting", "in", "removed");

const you: Fields<You> = {
  is: oneOf("teacher", "projector", "pupil"),
  pupil: orNone(number),
  name: orNone(text),
  state: orNone(standing),
  room: orNone(room),
  key: orNone(text),
  hand: orNone(flag),
};

const ofRoom: Fields<ClassRoom> = {
  room,
  title: text,
  pupils: list(number),
  last: orNull(number),
  locked: flag,
};

const ofPupil: Fields<Pupil> = {
  pupil: number,
  name: text,
  room: orNull(room),
  state: standing,
  here: flag,
  hand: number,
  idle: flag,
  joined: number,
  again: orNone(number),
  last: orNull(number),
};

const message = typed<ClassServerMessage>({
  class: {
    class: text,
    code: text,
    title: text,
    mode: oneOf("one", "each", "groups"),
    phase: oneOf("waiting", "running", "paused", "ended"),
    waiting: flag,
    names: flag,
    locked: flag,
    closed: flag,
    timer: orNull(record<Timer>({ endsAt: number, now: number })),
    link: text,
    spotlight: orNull(record<Spotlight>({ room, key: text, name: orNull(text) })),
    you: record(you),
    room: orNone(room),
    rooms: orNone(list(record(ofRoom))),
    pupils: orNone(list(record(ofPupil))),
    projector: orNone(text),
  },
  thumb: {
    room,
    seq: number,
    width: number,
    height: number,
    x: number,
    y: number,
    w: number,
    h: number,
    png: picture,
  },
  collected: {
    canvases: list(record<Collected>({ id: text, key: text, room, title: text })),
  },
  progress: { what: text, done: number, of: number },
  refusal: { code: text, message: text },
  pong: { t: number },
});

/** Reads one message of the server; never throws. */
export function decode(json: string): Decoded {
  try {
    const value: unknown = JSON.parse(json);
    return message(value)
      ? { ok: true, message: value }
      : { ok: false, reason: "no known message" };
  } catch (error) {
    return { ok: false, reason: String(error) };
  }
}
