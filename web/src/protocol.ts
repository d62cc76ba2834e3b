/** What crosses the socket in the easel dialect: PROTOCOL.md section V, mirrored by fixtures. */

/** Version of the raster rule this page paints by. */
export const RASTER_VERSION = 2;

/** What is asked for in `Sec-WebSocket-Protocol`. */
export const SUBPROTOCOL = "easel.v1";

/** Flat `x, y, r` triples, in eighths of a canvas pixel. */
export type FlatPoints = number[];

/** What the hand holds. */
export type Tool = "pencil" | "eraser";

/** What a client may do. */
export type Role = "viewer" | "painter" | "host";

/** What binds everybody in a room but hosts. */
export interface Rules {
  /** Nobody draws. */
  locked: boolean;
  /** Nobody says anything. */
  quiet: boolean;
  /** Nobody's cursor is shown. */
  still: boolean;
  /** Seconds between two strokes or lines of one person; 0 is no wait. */
  slow: number;
}

/** What a host made of one person. */
export type Rank = "viewer" | "painter" | "out";

/** What a stroke is painted with. */
export interface Brush {
  tool: Tool;
  /** `#rrggbb`. */
  color: string;
  /** 1 to 255. */
  opacity: number;
}

/** An image on the canvas, in whole canvas pixels. */
export interface Placement {
  /** 32 hexadecimal digits. */
  image: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a page says of itself; what is not said stays as it is. */
export interface Me {
  name?: string;
  /** `#rrggbb`. */
  color?: string;
  hand?: boolean;
  presents?: boolean;
  /** Whose view this page follows; null is nobody's. */
  follows?: number | null;
}

/** What this page says. */
export type ClientMessage =
  | {
      type: "join";
      token: string;
      raster: number;
      have?: number;
      journal?: string;
      role?: Role;
      key?: string;
      name?: string;
      color?: string;
    }
  | ({ type: "me" } & Me)
  | { type: "cursor"; x?: number; y?: number; down?: boolean }
  | { type: "view"; x: number; y: number; width: number }
  | { type: "unclear"; n: number; item: number }
  | { type: "place"; n: number; image: string; x: number; y: number }
  | ({ type: "begin"; n: number } & Brush & { points: FlatPoints; ended?: boolean })
  | { type: "points"; n: number; stroke: number; points: FlatPoints }
  | { type: "end" | "cancel"; n: number; stroke: number }
  | { type: "undo" | "redo" | "clear"; n: number }
  | { type: "chat"; n: number; content: string; user: string }
  | { type: "chapter"; n: number; title: string }
  | { type: "canvasRequest" }
  | { type: "key"; key: string }
  | ({ type: "rules"; n: number } & Partial<Rules>)
  | { type: "rank"; n: number; of: string; rank: Rank | null }
  | { type: "report"; n: number; about?: string; words: string }
  | { type: "ping"; t: number };

/** One change, as the server tells it. */
export type Entry =
  | ({ type: "begin"; seq: number; author: string; n: number } & Brush & {
        points: FlatPoints;
        ended: boolean;
      })
  | { type: "points"; seq: number; stroke: number; points: FlatPoints }
  | { type: "end" | "cancel"; seq: number; stroke: number }
  | { type: "hide" | "show"; seq: number; item: number }
  | { type: "clear"; seq: number; author: string; n: number }
  | ({ type: "place"; seq: number; author: string; n: number } & Placement)
  | { type: "chat"; seq: number; author: string; content: string; user: string }
  | { type: "rebase"; seq: number };

/** One item of a snapshot's window. */
export type Item =
  | ({ type: "stroke"; seq: number; author: string; n: number } & Brush & {
        points: FlatPoints;
        ended: boolean;
        hidden: boolean;
      })
  | ({ type: "image"; seq: number; author: string; n: number; hidden: boolean } & Placement)
  | { type: "clear"; seq: number; author: string; n: number; hidden: boolean };

/** One line of chat. */
export interface ChatLine {
  seq: number;
  author: string;
  content: string;
  user: string;
}

/** The bounds of the wire. */
export interface Limits {
  messageBytes: number;
  messagePoints: number;
  strokePoints: number;
  strokeIdleMs: number;
  openStrokes: number;
  radius: number;
  chatChars: number;
  nameChars: number;
  cursorMs: number;
  imageBytes: number;
  pointsPerSecond: number;
  windowItems: number;
  windowPoints: number;
}

/** The first answer. */
export interface Welcome {
  type: "welcome";
  protocol: number;
  raster: number;
  room: string;
  journal: string;
  seq: number;
  /** This connection. */
  client: number;
  author: string;
  last: number;
  role: Role;
  width: number;
  height: number;
  clientCount: number;
  resumed: boolean;
  /** File of the page's script that the server serves now; empty when it serves none. */
  page: string;
  limits: Limits;
}

/** Somebody who is here. */
export interface Person {
  client: number;
  author: string;
  name: string;
  color: string;
  role: Role;
  /** 0, or how many hands went up before and with this one. */
  hand: number;
  idle: boolean;
  presents: boolean;
}

/** Who is here: everybody, or what changed. */
export interface People {
  type: "people";
  all: boolean;
  people: Person[];
  gone: number[];
}

/** Where others point: client, x, y and state each; 0 hovers, 1 draws, 2 is gone. */
export interface Cursors {
  type: "cursors";
  all: boolean;
  at: number[];
}

/** What somebody who is followed looks at, in eighths: the middle and the width. */
export interface ViewOf {
  type: "view";
  client: number;
  x: number;
  y: number;
  width: number;
}

/** What this page is in its room, and what holds there. */
export interface House {
  type: "house";
  role: Role;
  rules: Rules;
  /** What those are who come without a pass; null when they stay outside. */
  guests: Role | null;
  /** For hosts: author, rank and name of whom a host made more or less than they came as. */
  ranks?: [string, Rank, string | null][];
}

/** For hosts: what somebody has told them. */
export interface Report {
  type: "report";
  seq: number;
  author: string;
  name: string | null;
  about: string | null;
  aboutName: string | null;
  words: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** Everything at one place. */
export interface Snapshot {
  type: "snapshot";
  seq: number;
  base: string | null;
  items: Item[];
  chat: ChatLine[];
}

/** What happened up to `seq`. */
export interface Entries {
  type: "entries";
  seq: number;
  entries: Entry[];
}

/** What is true only while somebody is here. */
export type Presence = People | Cursors | ViewOf;

/** What the server says. */
export type ServerMessage =
  | Welcome
  | Snapshot
  | Entries
  | { type: "ack"; n: number }
  | { type: "refusal"; n: number | null; code: string; message: string; temporary: boolean }
  | { type: "notice"; code: string; message: string }
  | { type: "goodbye"; retryMs: number }
  | { type: "clientCount"; clientCount: number }
  | { type: "pong"; t: number }
  | House
  | Report
  | { type: "pass"; key: string; role: Role }
  /** Points that may be sent now and come a second; nothing is read for `waitMs`. */
  | { type: "ink"; left: number; perSecond: number; waitMs: number }
  | Presence;
