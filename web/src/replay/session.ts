/** What a replay page holds: a recording and its player, or the room as it is now, when that is asked for. */

import type { Board } from "../board";
import { newToken } from "../identity";
import { RoomClient } from "../room";
import { Store } from "../store";
import { Voice } from "../voice";
import type { Command } from "./keys";
import { Player } from "./player";
import { type Lack, type Recording, Source } from "./source";
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
    const recording = await this.source.open();
    if (mine !== this.#opened) return;
    const before = this.view.get().player;
    if (typeof recording === "string") {
      this.view.set({ phase: recording, player: null });
    } else {
      this.#begin(recording, at, plays);
    }
    before?.dispose();
  }

  /** The picture to show. */
  get board(): Board | null {
    const { player, isLive } = this.view.get();
    const live = isLive && this.#live;
    // Until the room has told its picture, the end of the recording is nearest to it.
    const isThere = live && live.view.get().status === "live" && live.board.seq > 0;
    return isThere ? live.board : (player?.board ?? null);
  }

  /** The place that is shown. */
  get seq(): number {
    return this.board?.seq ?? 0;
  }

  /** Does what a key or a button asks for. */
  async run(command: Command): Promise<void> {
    if (this.view.get().isLive && command.kind !== "speed") {
      await this.leaveLive({ at: "end", plays: false });
      if (command.kind === "toggle") return;
    }
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
        player.changeSpeed(command.by);
        this.voice.say(t("speedIs", { speed: player.view.get().speed }));
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

  /** Back to the recording, which has grown. */
  async leaveLive(beginning: Beginning): Promise<void> {
    if (!this.#live) return;
    this.#live.dispose();
    this.#live = null;
    this.view.set({ isLive: false });
    await this.open(beginning);
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

  #begin(recording: Recording, at: number | "end", plays: boolean): void {
    const player = new Player(recording, this.source);
    const before = this.view.get().player?.view.get();
    if (before) {
      const { speed, skips, loops } = before;
      player.view.set({ speed, skips, loops });
    }
    player.onShow = () => this.onShow?.();
    void player.seek(at === "end" ? recording.length : at);
    this.view.set({ phase: "ready", player });
    if (plays) player.play();
  }
}
