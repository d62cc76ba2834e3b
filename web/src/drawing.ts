/** Everything a draw page holds: a room, a desk, a voice, and what its controls do. */

import type { VNode } from "preact";
import { DrawDesk } from "./desk";
import type { HandTool } from "./hand";
import { t } from "./i18n";
import { leaveBehind, takeToken, unsentKey, whileAway } from "./identity";
import { type Keys, keysTo } from "./keyring";
import { nextSize } from "./palette";
import { RoomClient } from "./room";
import { socketOf } from "./rooms";
import { mayPaint } from "./roomView";
import type { Command, Part } from "./shortcuts";
import { ofTab, read } from "./storage";
import { Store } from "./store";
import type { Bench } from "./tools";
import { Voice } from "./voice";

type Restore = typeof import("./restoring").restore;

/** Tools that are there from the beginning. */
const FIRST: HandTool[] = ["pencil", "eraser", "hand"];

/** One room on one page. */
export class Drawing {
  /** Who this tab is in its room. */
  readonly token: string;
  readonly keys: Keys;
  readonly client: RoomClient;
  readonly desk: DrawDesk;
  readonly voice = new Voice();
  /** The tools that are loaded after the first ink. */
  readonly bench = new Store<{ tools: Bench | null }>({ tools: null });
  /** What lies over the paper, and whether it could not be loaded. */
  readonly over = new Store<{ part: Part | null; failed: boolean }>({ part: null, failed: false });

  /** Short messages above the bar, once there is somebody to show them. */
  readonly notes = new Store<{ toasts: VNode | null }>({ toasts: null });

  /** What the picture is, in words, and what the room is called, once there is somebody to tell. */
  readonly summary = new Store({ text: "", title: "" });
  /** The person has said to go: nothing holds the page back. */
  isLeaving = false;

  constructor(
    readonly room: string,
    readonly watch: boolean,
    /** Brings back what the page before had not told the room. */
    restore: Restore | null = null,
  ) {
    const key = unsentKey(room);
    const kept = read(ofTab, key);
    const token = takeToken(room);
    const keys = keysTo(room);
    const client = new RoomClient({ url: socketOf(room), token, watch, keys });
    this.token = token;
    this.keys = keys;
    this.client = client;
    this.desk = new DrawDesk(client);
    // Of another author it would be drawn twice: by both.
    if (restore && kept?.startsWith(token)) {
      client.adopt((show) => restore(kept.slice(token.length), show));
    }
    const keep = whileAway(key, () => {
      const text = client.save();
      return text && token + text;
    });
    client.view.subscribe(() => document.hidden && keep());
    leaveBehind(room, token, () => client.save());
  }

  /** Loads the tools, once. */
  async loadTools(): Promise<void> {
    const { setUp } = await import("./tools");
    if (!this.bench.get().tools) this.bench.set({ tools: setUp(this) });
  }

  /** Takes a tool into the hand, when it is there. */
  async take(tool: HandTool): Promise<void> {
    // Not awaited in vain: what is drawn next may follow in the same moment.
    if (!FIRST.includes(tool) && !this.bench.get().tools) await this.loadTools();
    this.desk.held.set({ tool });
  }

  /** Takes back the own stroke made last. */
  undo(): void {
    this.client.undo();
    this.voice.say(t("said.undo"));
  }

  /** Brings back the own stroke taken back last. */
  redo(): void {
    this.client.redo();
    this.voice.say(t("said.redo"));
  }

  /** Makes the canvas blank for everyone. */
  clear(): void {
    this.client.clear();
    this.voice.say(t("said.cleared"));
  }

  /** Shows what is loaded when it is needed; null puts it away. */
  show(part: Part | null): void {
    this.over.set({ part, failed: false });
  }

  /** Does what a key asks for; what needs a painter is not for those who watch. */
  run(command: Command): void {
    const { desk } = this;
    if (command.kind === "fit") desk.showAll();
    else if (command.kind === "zoomFull") desk.zoomFull();
    else if (command.kind === "zoom") desk.zoomBy(command.factor);
    else if (command.kind === "show" && command.part !== "clear") this.show(command.part);
    else if (mayPaint(this.client.view.get())) this.#paint(command);
    else desk.refuse();
  }

  /** Loads the page anew; what waits for the server comes along. */
  reload(): void {
    this.isLeaving = true;
    location.reload();
  }

  /** Ends for good. */
  dispose(): void {
    this.voice.dispose();
    this.client.dispose();
  }

  #paint(command: Command): void {
    const { held } = this.desk;
    switch (command.kind) {
      case "tool":
        void this.take(command.tool);
        break;
      case "color":
        this.desk.dip(held.get().colors[command.swatch] ?? held.get().color);
        break;
      case "size":
        held.set({ size: nextSize(held.get().size, command.wider) });
        break;
      case "undo":
        this.undo();
        break;
      case "redo":
        this.redo();
        break;
      case "show":
        this.show(command.part);
        break;
      default:
    }
  }
}
