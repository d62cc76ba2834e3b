/** Plays a recording: the clock, where it is, and the way to anywhere else. */

import type { Board } from "../board";
import { Store } from "../store";
import { Activity } from "./activity";
import type { Film } from "./film";
import { Pace } from "./pace";
import type { Pack } from "./pack";
import { loadAll, scout } from "./scout";
import type { Recording, Source } from "./source";
import { authorAt, stopAfter, stopBefore } from "./stops";
import { Tape } from "./tape";
import { Views } from "./views";

/** Work in a frame that plays, and in one that is on its way elsewhere, in ms. */
const [PLAY_MS, SEEK_MS] = [8, 30];

/** A frame that took longer does not make up for it, in ms. */
const FRAME_MS_MAX = 250;

/** Places further away are asked of the server, where it can tell. */
const FAR = 12_288;

/** A way that takes longer is left for another, and one that is told how far it is, in ms. */
const [PATIENCE_MS, LONG_MS] = [300, 800];

/** What is seen of a player. */
export interface PlayerView {
  /** Where it is, in ms of drawing. */
  time: number;
  /** How far it can go. */
  length: number;
  isPlaying: boolean;
  /** It waits for the server, or is on a long way. */
  isBusy: boolean;
  /** How much of a long way it has gone, 0 to 1; null on no such way. */
  way: number | null;
  speed: number;
  skips: boolean;
  loops: boolean;
  /** Nothing can be read after this moment. */
  brokenAt: number | null;
  /** The authors that are looked at; none is all. */
  picked: readonly string[];
  /** Who draws now. */
  drawing: string | null;
  /** How pauses are played. */
  pace: Pace;
  /** Counts what is learned of the recording. */
  learned: number;
}

interface Goal {
  at: number;
  seq: number | null;
  /** The place where the way to it begins. */
  from: number;
  since: number;
  /** The way to it was chosen. */
  isNear: boolean;
  isAsked: boolean;
  done: () => void;
}

/** One recording. */
export class Player {
  readonly view: Store<PlayerView>;
  readonly activity: Activity;
  readonly tape: Tape;
  /** Called when there may be something new to show: never on the way to a place. */
  onShow: (() => void) | null = null;
  /** All of it was gone through once, and all places are kept that will be. */
  isExplored = false;
  readonly #views: Views;
  #film: Film;
  #goal: Goal | null = null;
  #next: Goal | null = null;
  #frame = 0;
  #last = 0;
  #told = 0;
  #isCrossing = false;
  readonly #ends = new AbortController();

  constructor(
    readonly recording: Recording,
    private readonly source: Source,
  ) {
    const { journal, length, seq } = recording;
    this.tape = new Tape(seq, (from, to) => source.entries(journal, from, to));
    this.activity = new Activity(recording);
    this.#views = new Views(recording.size, this.tape, () => this.#show());
    this.#film = this.#views.whole;
    const still = { isPlaying: false, isBusy: true, way: null, brokenAt: null, drawing: null };
    const choices = { speed: 1, skips: true, loops: false, picked: [] };
    const pace = this.activity.pace();
    this.view = new Store<PlayerView>({ time: 0, length, pace, learned: 0, ...still, ...choices });
    void this.#explore();
  }

  /** What is shown, and whether it is the place that was wanted. */
  get board(): Board {
    return this.#film.reel.board;
  }

  get isThere(): boolean {
    return this.#goal === null;
  }

  /** The place that is shown, or will be. */
  get seq(): number {
    return (this.#next ?? this.#goal)?.seq ?? this.#film.reel.seq;
  }

  /** How many places are kept. */
  get kept(): number {
    return this.#views.whole.kept.count;
  }

  play(): void {
    const { time, length, isPlaying } = this.view.get();
    if (isPlaying) return;
    if (time >= length) void this.seek(0);
    this.view.set({ isPlaying: true });
    this.#wake();
  }

  pause(): void {
    this.view.set({ isPlaying: false });
  }

  toggle(): void {
    if (this.view.get().isPlaying) this.pause();
    else this.play();
  }

  /** Goes to a moment; done when it is shown, or when another is wanted. */
  seek(ms: number): Promise<void> {
    const { length } = this.view.get();
    const at = Math.min(Math.max(0, ms), length);
    // The end is a place: after the last entry there may be some that changed no picture.
    return this.#want(at, at >= length && this.tape.brokenAt === null ? this.tape.end : null);
  }

  /** Where it is, how far it can go, and how pauses are played now. */
  paced(): { time: number; length: number; pace: Pace } {
    const { time, length, pace, skips } = this.view.get();
    return { time, length, pace: skips ? pace : ALL };
  }

  /** Moves by some time of playing. */
  moveBy(ms: number): void {
    const { time, pace } = this.paced();
    void this.seek(pace.toDrawing(Math.max(0, pace.toPlaying(time) + ms)));
  }

  /** Goes to a part of the whole, 0 to 1, of the time of playing. */
  seekPart(part: number): void {
    const { length, pace } = this.paced();
    void this.seek(pace.toDrawing(pace.toPlaying(length) * part));
  }

  /** Goes to a place. */
  goTo(at: number, seq: number): Promise<void> {
    return this.#want(at, Math.min(seq, this.tape.end));
  }

  /** Goes one stroke on, or back. */
  async step(isOn: boolean): Promise<void> {
    this.pause();
    const seq = await (isOn ? stopAfter : stopBefore)(this.tape, this.seq);
    await this.goTo(this.tape.atOf(seq) ?? this.view.get().time, seq);
  }

  /** Looks at some authors; none is all. */
  pick(picked: readonly string[]): void {
    const { time } = this.view.get();
    const { seq } = this;
    this.view.set({ picked });
    this.#film = this.#views.of(picked);
    this.#goal?.done();
    this.#goal = null;
    void this.#want(time, seq);
  }

  /** Waits until what is shown is the place that was wanted, with all its images. */
  async settled(): Promise<void> {
    while (this.#goal) await new Promise((resolve) => setTimeout(resolve, 10));
    await this.#views.finder.still();
  }

  /** Ends for good. */
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#ends.abort();
    this.onShow = null;
  }

  async #explore(): Promise<void> {
    const { signal } = this.#ends;
    const onPart = (pack: Pack): void => {
      this.activity.learn(pack);
      this.view.set({ pace: this.activity.pace(), learned: this.view.get().learned + 1 });
    };
    const place = (): number => this.#film.reel.seq;
    const { fates } = this.#views;
    const scouting = scout(this.#views.ahead(), fates, signal);
    await loadAll(this.tape, fates, { onPart, place }, signal);
    this.#broken();
    await scouting;
    this.isExplored = true;
  }

  #want(at: number, seq: number | null): Promise<void> {
    return new Promise((done) => {
      const since = performance.now();
      const goal = { at, seq, from: 0, since, isNear: false, isAsked: false, done };
      this.view.set({ time: at });
      const now = this.#goal;
      // What is almost there is shown first: who drags sees something all the way.
      if (now?.isNear && goal.since - now.since < PATIENCE_MS) {
        this.#next?.done();
        this.#next = goal;
      } else {
        now?.done();
        this.#next?.done();
        this.#next = null;
        this.#goal = goal;
      }
      this.#wake();
    });
  }

  #wake(): void {
    if (this.#frame !== 0 || this.#ends.signal.aborted) return;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame(this.#run);
  }

  readonly #run = (): void => {
    this.#frame = 0;
    const now = performance.now();
    const passed = Math.min(now - this.#last, FRAME_MS_MAX);
    this.#last = now;
    if (this.#goal) this.#approach(this.#goal, now);
    else if (this.view.get().isPlaying) this.#play(passed, now);
    this.#show();
    if (this.#goal ? !this.#goal.isAsked : this.view.get().isPlaying) {
      this.#frame = requestAnimationFrame(this.#run);
    }
  };

  #show(): void {
    if (!this.#goal) this.onShow?.();
  }

  #play(passed: number, now: number): void {
    const { time, pace } = this.paced();
    const { speed, length } = this.view.get();
    const wanted = pace.toDrawing(pace.toPlaying(time) + passed * speed);
    const film = this.#film;
    const stop = film.goOn({ at: wanted }, now + PLAY_MS);
    if (stop === "missing") this.#load(film.reel.seq);
    if (stop === "rebase") void this.#cross(film);
    const isBusy = stop === "missing" || stop === "rebase";
    if (stop === "end") this.#end();
    else if (stop === "limit") this.#tell(Math.min(wanted, length), isBusy);
    else this.#tell(this.tape.atOf(film.reel.seq) ?? time, isBusy);
    // What comes next is there when it is needed.
    const part = this.tape.partAfter(film.reel.seq) + 1;
    if (part < this.tape.parts) void this.tape.load(part);
  }

  #end(): void {
    const { length, loops, isPlaying } = this.view.get();
    this.#broken();
    this.#tell(this.view.get().length, false);
    if (loops && isPlaying && length > 0) void this.seek(0);
    else this.pause();
  }

  /** The recording ends where it can no longer be read. */
  #broken(): void {
    const { brokenAt } = this.tape;
    if (brokenAt === null) return;
    const length = this.tape.atOf(brokenAt) ?? 0;
    this.view.set({ brokenAt: length, length });
  }

  #tell(time: number, isBusy: boolean): void {
    this.view.set({ time, isBusy, way: null });
    const now = performance.now();
    if (now - this.#told < 250 && !isBusy && this.view.get().isPlaying) return;
    this.#told = now;
    this.view.set({ drawing: authorAt(this.tape, this.#film.reel.seq, time) });
  }

  #load(seq: number): void {
    void this.tape.load(this.tape.partAfter(seq)).then(() => this.#wake());
  }

  #approach(goal: Goal, now: number): void {
    if (goal.isAsked) return;
    const film = this.#film;
    goal.seq ??= this.tape.placeAt(goal.at);
    if (goal.seq === null && (goal.at === 0 || this.tape.end <= FAR)) {
      this.#load(this.tape.missing());
      return;
    }
    const isFar = goal.seq === null || (film === this.#views.whole && film.wayTo(goal.seq) > FAR);
    if (isFar && !goal.isNear) {
      void this.#ask(goal, film);
      return;
    }
    const seq = goal.seq ?? 0;
    if (!goal.isNear) {
      film.approach(seq);
      goal.from = film.reel.seq;
    }
    goal.isNear = true;
    const stop = film.goOn({ seq }, now + SEEK_MS);
    if (stop === "missing") this.#load(film.reel.seq);
    if (stop === "rebase") void this.#cross(film);
    if (stop === "limit" || stop === "end") this.#arrive(goal, stop === "end");
    else this.#tellWay(goal, now - goal.since, stop !== "later");
  }

  #tellWay({ from, seq }: Goal, passed: number, isBusy: boolean): void {
    const way = (this.#film.reel.seq - from) / Math.max(1, (seq ?? 0) - from);
    this.view.set({
      isBusy: isBusy || passed > PATIENCE_MS,
      way: passed > LONG_MS ? Math.floor(way * 100) / 100 : null,
    });
  }

  #arrive(goal: Goal, isEnd: boolean): void {
    this.onShow?.();
    this.#goal = this.#next;
    this.#next = null;
    if (isEnd) this.#broken();
    if (!this.#goal) this.#tell(Math.min(goal.at, this.view.get().length), false);
    goal.done();
  }

  /** Goes on with the picture that the next place has: what a host hid left no entries there. */
  async #cross(film: Film): Promise<void> {
    if (this.#isCrossing) return;
    this.#isCrossing = true;
    const seq = this.tape.rebaseAfter(film.reel.seq);
    try {
      const { snapshot, base } = await this.source.shot(this.recording.journal, String(seq));
      if (this.tape.rebaseAfter(film.reel.seq) === seq) film.reel.load(snapshot, base);
    } catch (error) {
      console.error("easel: the server tells no picture of this moment", error);
      this.tape.brokenAt = Math.min(this.tape.brokenAt ?? Infinity, film.reel.seq);
      this.#end();
    }
    this.#isCrossing = false;
    this.#wake();
  }

  /** Asks the server for a picture; where it has none, all before it is loaded. */
  async #ask(goal: Goal, film: Film): Promise<void> {
    goal.isAsked = true;
    this.view.set({ isBusy: true });
    const { journal } = this.recording;
    const at = goal.seq === null ? `${Math.floor(goal.at) / 1_000}s` : String(goal.seq);
    try {
      const { snapshot, base } = await this.source.shot(journal, at);
      if (this.#goal !== goal) return;
      goal.seq = Math.min(snapshot.seq, this.tape.end);
      if (film === this.#views.whole && film === this.#film) {
        film.reel.load(snapshot, base);
        goal.isNear = true;
      }
    } catch (error) {
      console.error("easel: the server tells no picture of this moment", error);
      for (let part = 0; part < this.tape.parts && goal.seq === null; part += 1) {
        await this.tape.load(part);
        goal.seq = this.tape.placeAt(goal.at) ?? this.tape.brokenAt;
      }
      if (this.#goal !== goal) return;
      film.approach(goal.seq ?? 0);
      goal.isNear = true;
    }
    goal.isAsked = false;
    this.#wake();
  }
}

/** All of the time of drawing. */
const ALL = new Pace();
