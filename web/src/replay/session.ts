/** What a replay page holds: a recording and its player, or the room as it is now, when that is asked for. */

import type { Board } from "../board";
import { newToken } from "../identity";
import { RoomClient } from "../room";
import { Store } from "../store";
import { Voice } from "../voice";
import type { Command } from "./keys";
import type { Player } from "./player";
import { type Lack, Source } from "./source";
import { SPEEDS } from "./speeds";
import { spoken } from "./spoken";
import { t } from "./words";

/** What is there. */
export interface SessionView {
  phase: "loading" | "ready" | Lack;
  player: Player | null;
  /** The room is shown as it is now. */
  isLive: boolean;
  /** What is told for a moment. */
  told: string | null;
}

/** How long what is told stands, in ms. */
const TOLD_MS = 5_000;

/** Where a player begins: at a moment or the end, and whether it plays. */
export interface Beginning {
  at: number | "end";
  plays: boolean;
}

/** One page. */
export class Session {
  readonly view = new Store<SessionView>({
    phase: "loading",
    player: null,
    isLive: false,
    told: null,
  });
  readonly voice = new Voice();
  readonly source: Source;
  /** Called when there may be something new to show. */
  onShow: (() => void) | null = null;
  #live: RoomClient | null = null;
  /** The way back from there. */
  #leaving: Promise<void> = Promise.resolve();
  #opened = 0;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly room: string,
    readonly id: string | null,
  ) {
    this.source = new Source(room, id);
  }

  /** Loads the recording, as it is now, and begins. */
  async open({ at, plays }: Beginning): Promise<void> {
    this.#opened += 1;
    const mine = this.#opened;
    const [recording, player] = await Promise.all([
      this.source.open(),
      // What plays comes apart from what is seen first.
      import("./player").catch(() => null),
    ]);
    if (mine !== this.#opened) return;
    const before = this.view.get().player;
    if (typeof recording === "string" || !player) {
      this.view.set({ phase: typeof recording === "string" ? recording : "failed", player: null });
    } else {
      this.#begin(new player.Player(recording), at, plays);
    }
    before?.dispose();
  }

  /** Loads the recording again where it has grown; who was at its end is there again. */
  async reopen(): Promise<void> {
    const now = this.view.get().player?.view.get();
    // Who sees the room as it is sees it anyway.
    if (!now || this.id !== null || this.#live) return;
    const { time, length, isPlaying } = now;
    await this.open({ at: time < length ? time : "end", plays: isPlaying });
  }

  /** The picture to show. */
  get board(): Board | null {
    const { player, isLive } = this.view.get();
    const live = isLive && this.#live;
    // Until the room has told its picture, the end of the recording is nearest to it.
    return live && live.board.seq > 0 ? live.board : (player?.board ?? null);
  }

  /** The place that is shown. */
  get seq(): number {
    return this.board?.seq ?? 0;
  }

  /** Does what a key or a button asks for. */
  async run(command: Command): Promise<void> {
    const { isLive } = this.view.get();
    await this.leaveLive({ at: "end", plays: false });
    if (isLive && command.kind === "toggle") return;
    const { player } = this.view.get();
    if (!player) return;
    switch (command.kind) {
      case "toggle":
        this.#toggle(player);
        break;
      case "move":
        player.moveBy(command.ms);
        break;
      case "part":
        player.seekPart(command.part);
        break;
      case "step":
        await player.step(command.isOn);
        break;
      case "speed":
        this.#changeSpeed(player, command.by);
        break;
      case "full":
        break;
      default:
        command satisfies never;
    }
  }

  /** Goes to a moment; to its very place where that is known. */
  async seekTo(at: number, seq?: number): Promise<void> {
    await this.leaveLive({ at, plays: false });
    const { player } = this.view.get();
    await (seq === undefined ? player?.seek(at) : player?.goTo(at, seq));
  }

  /** Tells something for a moment, to all. */
  tell(told: string): void {
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => this.view.set({ told: null }), TOLD_MS);
    this.view.set({ told });
    this.voice.say(told);
  }

  /** Shows the room as it is now, and what happens. */
  goLive(): void {
    const { player } = this.view.get();
    if (this.id !== null || this.#live || !player) return;
    player.pause();
    void player.seek(player.recording.length);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const url = `${scheme}//${location.host}/ws/${this.room}`;
    // Somebody else than the one who draws in another tab: who only looks.
    this.#live = new RoomClient({ url, token: newToken(), watch: true });
    this.#live.onChange = () => this.onShow?.();
    this.view.set({ isLive: true });
  }

  /** Back to the recording, which has grown; done when it is there. */
  leaveLive(beginning: Beginning): Promise<void> {
    if (this.#live) {
      this.#live.dispose();
      this.#live = null;
      this.#leaving = this.open(beginning);
      this.view.set({ isLive: false });
    }
    return this.#leaving;
  }

  /** Ends for good. */
  dispose(): void {
    this.#opened += 1;
    this.#live?.dispose();
    this.view.get().player?.dispose();
    this.voice.dispose();
    clearTimeout(this.#telling);
  }

  #toggle(player: Player): void {
    player.toggle();
    const { isPlaying, time } = player.view.get();
    this.voice.say(isPlaying ? t("playing") : t("paused", { time: spoken(time) }));
  }

  #changeSpeed(player: Player, by: 1 | -1): void {
    const { speed } = player.view.get();
    const next = SPEEDS[SPEEDS.indexOf(speed) + by] ?? speed;
    player.view.set({ speed: next });
    this.voice.say(t("speedIs", { speed: next }));
  }

  #begin(player: Player, at: number | "end", plays: boolean): void {
    const before = this.view.get().player?.view.get();
    if (before) {
      const { speed, skips, loops } = before;
      player.view.set({ speed, skips, loops });
    }
    player.onShow = () => this.onShow?.();
    void player.seek(at === "end" ? player.recording.length : at);
    this.view.set({ phase: "ready", player });
    if (plays) player.play();
  }
}
