/** Plays a recording: the clock, where it is, and the way to anywhere else. */

import type { Board } from "../board";
import { Store } from "../store";
import { Activity } from "./activity";
import type { Film } from "./film";
import { FAR, Finding, LONG_MS, PATIENCE_MS, type Wanted } from "./finding";
import { Guide } from "./guide";
import { Pace } from "./pace";
import type { Pack } from "./pack";
import { Reader } from "./reader";
import { loadAll } from "./scout";
import type { Recording } from "./source";
import { authorAt, stopAfter, stopBefore } from "./stops";
import { Tape } from "./tape";
import { Views } from "./views";

/** Work in a frame that plays, and in one that is on its way elsewhere, in ms. */
const [PLAY_MS, SEEK_MS] = [8, 30];

/** A frame that took longer does not make up for it, in ms. */
const FRAME_MS_MAX = 250;

/** Places nearer than this one goes to, without asking. */
const NEAR = 48;

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

interface Goal extends Wanted {
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
  readonly #views: Views;
  readonly #reader: Reader;
  readonly #guide: Guide;
  readonly #finding: Finding;
  #film: Film;
  #goal: Goal | null = null;
  #next: Goal | null = null;
  #frame = 0;
  #last = 0;
  #told = 0;
  #isCrossing = false;
  #isLoaded = false;
  readonly #ends = new AbortController();

  constructor(readonly recording: Recording) {
    const { room, journal, length, seq } = recording;
    this.#reader = new Reader(room, journal);
    this.#guide = new Guide(recording);
    this.tape = new Tape(seq, (from, to) => this.#reader.entries(from, to));
    this.#finding = new Finding(this.tape, this.#reader, this.#guide, (part) =>
      this.#tellWay(part),
    );
    this.activity = new Activity(recording);
    this.#views = new Views(recording.size, this.tape, () => this.#show(), false);
    this.#film = this.#views.whole;
    const still = { isPlaying: false, isBusy: true, way: null, brokenAt: null, drawing: null };
    const choices = { speed: 1, skips: true, loops: false, picked: [] };
    const pace = this.activity.pace();
    this.view = new Store<PlayerView>({ time: 0, length, pace, learned: 0, ...still, ...choices });
    void this.#load();
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
    return this.#guide.kept;
  }

  /** All of it is loaded and was gone through once: all places are kept that will be. */
  get isExplored(): boolean {
    return this.#isLoaded && this.#guide.isDone;
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
    this.#guide.dispose();
    this.onShow = null;
  }

  async #load(): Promise<void> {
    const onPart = (pack: Pack): void => {
      this.activity.learn(pack);
      this.view.set({ pace: this.activity.pace(), learned: this.view.get().learned + 1 });
    };
    const place = (): number => this.#film.reel.seq;
    await loadAll(this.tape, this.#views.fates, { onPart, place }, this.#ends.signal);
    this.#broken();
    this.#isLoaded = true;
  }

  #want(at: number, seq: number | null): Promise<void> {
    return new Promise((done) => {
      const since = performance.now();
      const goal = { at, seq, since, isNear: false, isAsked: false, done };
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
        this.#approach(goal, since);
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
    if (stop === "missing") this.#loadAfter(film.reel.seq);
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

  #loadAfter(seq: number): void {
    void this.tape.load(this.tape.partAfter(seq)).then(() => this.#wake());
  }

  #approach(goal: Goal, now: number): void {
    if (goal.isAsked) return;
    const film = this.#film;
    goal.seq ??= this.tape.placeAt(goal.at);
    if (goal.seq === null && (goal.at === 0 || this.tape.end <= FAR)) {
      this.#loadAfter(this.tape.missing());
      return;
    }
    if (!goal.isNear && (goal.seq === null || film.wayTo(goal.seq) > NEAR)) {
      void this.#ask(goal, film);
      return;
    }
    const seq = goal.seq ?? 0;
    if (!goal.isNear) film.approach(seq);
    goal.isNear = true;
    const stop = film.goOn({ seq }, now + SEEK_MS);
    if (stop === "missing") this.#loadAfter(film.reel.seq);
    if (stop === "rebase") void this.#cross(film);
    if (stop === "limit" || stop === "end") this.#arrive(goal, stop === "end");
    else if (stop !== "later" || now - goal.since > PATIENCE_MS) this.view.set({ isBusy: true });
  }

  /** How much of the way was gone by who was asked; null is not known. */
  #tellWay(part: number | null): void {
    const passed = performance.now() - (this.#goal?.since ?? Infinity);
    if (part === null || passed > PATIENCE_MS) this.view.set({ isBusy: true });
    if (part !== null && passed > LONG_MS) this.view.set({ way: Math.floor(part * 100) / 100 });
  }

  #arrive(goal: Goal, isEnd: boolean): void {
    this.onShow?.();
    this.#goal = this.#next;
    this.#next = null;
    if (isEnd) this.#broken();
    if (!this.#goal) this.#tell(Math.min(goal.at, this.view.get().length), false);
    goal.done();
  }

  async #cross(film: Film): Promise<void> {
    if (this.#isCrossing) return;
    this.#isCrossing = true;
    try {
      await film.cross((at) => this.#reader.shot(at));
    } catch (error) {
      console.error("easel: the server tells no picture of this moment", error);
      this.tape.brokenAt = Math.min(this.tape.brokenAt ?? Infinity, film.reel.seq);
      this.#end();
    }
    this.#isCrossing = false;
    this.#wake();
  }

  /** Asks for what a place looks like; where nobody tells, one goes there. */
  async #ask(goal: Goal, film: Film): Promise<void> {
    goal.isAsked = true;
    const picked = film === this.#views.whole ? null : this.view.get().picked;
    const shot = await this.#finding.find(goal, picked, () => this.#goal === goal);
    if (this.#goal !== goal) return;
    if (shot) film.reel.load(shot.snapshot, shot.base);
    else film.approach(goal.seq ?? 0);
    [goal.isNear, goal.isAsked] = [true, false];
    this.#approach(goal, performance.now());
    this.#wake();
  }
}

/** All of the time of drawing. */
const ALL = new Pace();
