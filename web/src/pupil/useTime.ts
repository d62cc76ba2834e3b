/** The time that is left, seen and heard. */

import { useEffect, useRef, useState } from "preact/hooks";
import { type ClassSeen, endOf } from "../class/live";
import { tellIn } from "../tell";
import { saidBetween, secondsLeft } from "./clock";
import type { Lesson } from "./lesson";
import { t } from "./words";

/** Time between two looks at the clock, in ms: a second never seems to be left out. */
const LOOK_MS = 250;

/** Seconds left now; null when there is no timer. */
export function useSecondsLeft(seen: ClassSeen): number | null {
  const end = endOf(seen);
  const [seconds, setSeconds] = useState(() => secondsLeft(end, Date.now()));
  useEffect(() => {
    const look = (): void => setSeconds(secondsLeft(end, Date.now()));
    look();
    if (end === null) return;
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [end]);
  return seconds;
}

/** Says calmly when a timer begins, when it is nearly over, and when it is. */
export function useTimeSaid({ drawing }: Lesson, seconds: number | null): void {
  const before = useRef<number | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = seconds;
    if (seconds === null) return;
    // Another time was set, or the first one.
    if (last === null || seconds > last + 1) {
      if (seconds > 0) drawing.voice.say(t("timer.set", { time: inWords(seconds) }));
      return;
    }
    const moment = saidBetween(last, seconds);
    if (moment === 60) drawing.voice.say(t("timer.minute"));
    else if (moment === 10) drawing.voice.say(t("timer.seconds", { count: moment }));
    else if (moment === 0) tellIn(drawing)({ text: t("timer.over"), kind: "timer" });
  }, [seconds, drawing]);
}

function inWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const parts = [
    minutes > 0 && t("time.minutes", { count: minutes }),
    seconds % 60 > 0 && t("time.seconds", { count: seconds % 60 }),
  ];
  return parts.filter(Boolean).join(" ");
}
