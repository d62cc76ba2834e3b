/** What crosses the socket in the easel dialect: PROTOCOL.md section V, mirrored by fixtures. */

/** Version of the raster rule this page paints by. */
export const RASTER_VERSION = 1;

/** What is asked for in `Sec-WebSocket-Protocol`. */
export const SUBPROTOCOL = "easel.v1";

/** Flat `x, y, r` triples, in eighths of a canvas pixel. */
export type FlatPoints = number[];

/** What the hand holds. */
export type Tool = "pencil" | "eraser";

/** What a client may do. */
export type Role = "viewer" | "painter";

/** What a stroke is painted with. */
export interface Brush {
  tool: Tool;
  /** `#rrggbb`. */
  color: string;
  /** 1 to 255. */
  opacity: number;
}

/** What this page says. */
export type ClientMessage =
  | { type: "join"; token: string; raster: number; have?: number; journal?: string; role?: Role }
  | ({ type: "begin"; n: number } & Brush & { points: FlatPoints; ended?: boolean })
  | { type: "points"; n: number; stroke: number; points: FlatPoints }
  | { type: "end" | "cancel"; n: number; stroke: number }
  | { type: "undo" | "redo" | "clear"; n: number }
  | { type: "chat"; n: number; content: string; user: string }
  | { type: "canvasRequest" }
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
  | { type: "chat"; seq: number; author: string; content: string; user: string };

/** One item of a snapshot's window. */
export type Item =
  | ({ type: "stroke"; seq: number; author: string; n: number } & Brush & {
        points: FlatPoints;
        ended: boolean;
        hidden: boolean;
      })
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
  author: string;
  last: number;
  role: Role;
  width: number;
  height: number;
  clientCount: number;
  resumed: boolean;
  limits: Limits;
}

/** Everything at one place. */
export interface Snapshot {
  type: "snapshot";
  seq: number;
  base: string | null;
  items: Item[];
  chat: ChatLine[];
}

/** What the server says. */
export type ServerMessage =
  | Welcome
  | Snapshot
  | { type: "entries"; seq: number; entries: Entry[] }
  | { type: "ack"; n: number }
  | { type: "refusal"; n: number | null; code: string; message: string; temporary: boolean }
  | { type: "notice"; code: string; message: string }
  | { type: "goodbye"; retryMs: number }
  | { type: "clientCount"; clientCount: number }
  | { type: "pong"; t: number };
