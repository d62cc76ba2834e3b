/** What crosses the socket of a class, in the dialect `easel.class.v1`: one JSON object a frame. */

/** What is asked for in `Sec-WebSocket-Protocol`. */
export const CLASS_SUBPROTOCOL = "easel.class.v1";

/** How pupils and rooms belong together: one room for all, one for each, one for each group. */
export type Mode = "one" | "each" | "groups";

/** Where a lesson stands. */
export type Phase = "waiting" | "running" | "paused" | "ended";

/** Where a pupil stands. */
export type Standing = "waiting" | "in" | "removed";

/** What a lesson begins on: paper, lines on it, or a picture that was sent before. */
export type Start = "blank" | "grid" | "lines" | { image: string };

/** The clock that all see, in milliseconds since 1970 by the server. */
export interface Timer {
  endsAt: number;
  now: number;
}

/** The room that everybody is shown. */
export interface Spotlight {
  room: string;
  /** Lets its holder see the room. */
  key: string;
  /** Whose it is, if that is told. */
  name: string | null;
}

/** Who this page is to the class. */
export interface You {
  is: "teacher" | "projector" | "pupil";
  pupil?: number;
  name?: string;
  state?: Standing;
  /** Where this pupil draws, while the lesson runs. */
  room?: string;
  /** Lets this pupil come back as the same. */
  key?: string;
  hand?: boolean;
}

/** A room of the class, as its teacher sees it. */
export interface ClassRoom {
  room: string;
  title: string;
  pupils: number[];
  /** When it was last drawn in, in milliseconds since 1970. */
  last: number | null;
  locked: boolean;
}

/** Somebody of the class, as its teacher sees them. */
export interface Pupil {
  pupil: number;
  name: string;
  room: string | null;
  state: Standing;
  here: boolean;
  /** 0: down; else the place in the order in which hands went up, 1 first. */
  hand: number;
  idle: boolean;
  joined: number;
  /** Says to be this other pupil, on another device. */
  again?: number;
  last: number | null;
}

/** All of a class that this page may know; the newest counts. */
export interface ClassState {
  type: "class";
  class: string;
  code: string;
  title: string;
  mode: Mode;
  phase: Phase;
  /** Newcomers wait until the teacher lets them in. */
  waiting: boolean;
  /** Pupils see each other's names. */
  names: boolean;
  /** Nobody but the teacher draws. */
  locked: boolean;
  /** Nobody new comes in. */
  closed: boolean;
  timer: Timer | null;
  /** Where pupils join. */
  link: string;
  spotlight: Spotlight | null;
  you: You;
  /** The teacher's own room; only the teacher is told this and what follows. */
  room?: string;
  rooms?: ClassRoom[];
  pupils?: Pupil[];
  /** The key of the projector's page. */
  projector?: string;
}

/** A part of a small picture of a room: it is pasted over what was there. */
export interface Thumb {
  type: "thumb";
  room: string;
  seq: number;
  /** Of the whole picture. */
  width: number;
  height: number;
  /** Of the part. */
  x: number;
  y: number;
  w: number;
  h: number;
  /** A data URL. */
  png: string;
}

/** A canvas that was saved for the gallery. */
export interface Collected {
  id: string;
  key: string;
  room: string;
  title: string;
}

/** What the server tells a page of a class. */
export type ClassServerMessage =
  | ClassState
  | Thumb
  | { type: "collected"; canvases: Collected[] }
  | { type: "progress"; what: string; done: number; of: number }
  | { type: "refusal"; code: string; message: string }
  | { type: "pong"; t: number };

/** How a page comes in: with a key as who has it, with a name alone as somebody new. */
export interface Enter {
  key?: string;
  name?: string;
  /** The one of that name, on another device. */
  again?: boolean;
}

/** What changes for all of a class; what is not said stays as it is. */
export interface Change {
  title?: string;
  waiting?: boolean;
  names?: boolean;
  locked?: boolean;
  closed?: boolean;
  phase?: Phase;
}

/** What a pupil tells the class. */
export type PupilMessage = { type: "name"; name: string } | { type: "hand"; up: boolean };

/** What a teacher tells the class; where no pupils are named, all are meant. */
export type TeacherMessage =
  | ({ type: "change" } & Change)
  | { type: "timer"; seconds: number }
  | { type: "admit"; pupils: number[] }
  | { type: "remove"; pupils: number[] }
  | { type: "lower"; pupils?: number[] }
  | { type: "lock"; pupils: number[]; locked: boolean }
  | { type: "clear" | "undo"; pupils?: number[] }
  | { type: "push"; pupils?: number[]; image?: string }
  | { type: "spotlight"; room: string | null; name: boolean }
  | { type: "move"; pupil: number; room: string }
  | { type: "collect" }
  | { type: "watch"; rooms?: string[] };

/** What a page tells the class. */
export type ClassMessage = PupilMessage | TeacherMessage;
