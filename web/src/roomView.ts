/** What a page shows of its room beside the drawing, and how it comes into one. */

import type { Keys } from "./keyring";
import {
  type ClientMessage,
  type House,
  type Limits,
  RASTER_VERSION,
  type Report,
  type Role,
} from "./protocol";
import type { OpenSocket } from "./socket";

/** What holds until the server says otherwise. */
export const LIMITS: Limits = {
  messageBytes: 65_536,
  messagePoints: 512,
  strokePoints: 2_000,
  strokeIdleMs: 20_000,
  openStrokes: 10,
  radius: 480,
  chatChars: 500,
  nameChars: 40,
  cursorMs: 50,
  imageBytes: 10_485_760,
  pointsPerSecond: 2_000,
  windowItems: 512,
  windowPoints: 32_768,
};

/** Why a page may not be in its room, by the code of the refusal. */
export type Bar = (typeof BARS)[number];

/** Refusals after which the server closes. */
const BARS = ["removed", "badKey", "closed", "gone"] as const;

/** Whether a refusal is one of them. */
export const isBar = (code: string): code is Bar => BARS.includes(code as Bar);

/** What a page shows beside the drawing. */
export interface RoomView {
  status:
    | "connecting"
    | "live"
    | "waiting"
    | "paused"
    | "replaced"
    | "outdated"
    | "full"
    | "barred";
  /** Why this page may not be here, once it was said. */
  barred: Bar | null;
  /** When the next try is, as a time of `Date.now()`. */
  retryAt: number | null;
  clientCount: number;
  /** How long the server took to answer last, in ms; null before it was asked. */
  pingMs: number | null;
  /** Own strokes that are not stored yet. */
  waiting: number;
  /** The server takes less ink now than is sent. */
  slow: boolean;
  /** Own strokes that were stored after the last return. */
  back: number;
  role: Role;
  /** What holds in the room; null is what newcomers expect: everybody draws and talks. */
  house: House | null;
  /** What hosts were told, until one looks. */
  reports: readonly Report[];
  /** Own strokes that the room did not take, until that is told. */
  lost: number;
  size: { width: number; height: number };
  author: string | null;
  /** This connection, as the server counts them; 0 before it is told. */
  client: number;
  /** File of the page's script that the server serves now; empty when it is not known. */
  page: string;
  seq: number;
  /** The room's place when this page came in, or came back. */
  since: number;
  /** Something to read, or null. */
  notice: string | null;
}

/** How to come into a room. */
export interface RoomOptions {
  url: string;
  token: string;
  /** Only look. */
  watch?: boolean;
  keys?: Keys;
  /** Who this page says it is; asked for each time it joins. */
  me?: () => { name?: string; color?: string };
  open?: OpenSocket;
}

/** Before the server has said anything. */
export function firstView(watch: boolean, size: RoomView["size"]): RoomView {
  return {
    status: "connecting",
    barred: null,
    retryAt: null,
    clientCount: 0,
    pingMs: null,
    waiting: 0,
    slow: false,
    back: 0,
    role: watch ? "viewer" : "painter",
    house: null,
    reports: [],
    lost: 0,
    size,
    author: null,
    client: 0,
    page: "",
    seq: 0,
    since: 0,
    notice: null,
  };
}

/** How a page comes in. */
export function joinOf({ token, watch, keys, me }: RoomOptions) {
  const role = watch ? { role: "viewer" as const } : {};
  const key = keys?.get();
  return {
    type: "join",
    token,
    raster: RASTER_VERSION,
    ...role,
    ...(key && { key }),
    ...me?.(),
  } satisfies ClientMessage;
}

/** Whether a page draws as things are: it may, and drawing is not locked for it. */
export function mayPaint({ role, house }: RoomView): boolean {
  return role === "host" || (role === "painter" && !house?.rules.locked);
}
