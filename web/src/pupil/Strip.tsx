import { useEffect, useRef } from "preact/hooks";
import type { ClassSeen } from "../class/live";
import { IconButton } from "../ui/Button";
import { useMedia } from "../ui/useMedia";
import { clockOf } from "./clock";
import type { Lesson } from "./lesson";
import { useSecondsLeft, useTimeSaid } from "./useTime";
import { t } from "./words";

/** Where the bar at the top has no room for a hand of its own. */
const NARROW = "(max-width: 599px)";

/** When the time is nearly over, in seconds. */
const NEAR = 10;

/** A raised hand, as the bar of a wide page has it. */
const HAND = [
  "M18 11V6a2 2 0 0 0-4 0",
  "M14 10V4a2 2 0 0 0-4 0v2",
  "M10 10.5V6a2 2 0 0 0-4 0v8",
  "M18 8a2 2 0 1 1 4 0v6a8 8 0 0 1-8 8h-2c-2.8 0-4.5-.86-5.99-2.34l-3.6-3.6a2 2 0 0 1 2.83-2.82L7 15",
] as const;

/** At the end of the top bar: the time that is left, and on a narrow page the own hand. */
export function Strip({ lesson, seen }: { lesson: Lesson; seen: ClassSeen }) {
  const isNarrow = useMedia(NARROW);
  const seconds = useSecondsLeft(seen);
  useTimeSaid(lesson, seconds);
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => (strip.current ? makeRoom(strip.current) : undefined), []);
  return (
    <div class="strip" ref={strip}>
      {isNarrow && (
        <IconButton
          icon={HAND}
          label={t("hand.raise")}
          pressed={seen.state?.you.hand ?? false}
          onClick={() => lesson.turnHand()}
        />
      )}
      <TimeLeft seconds={seconds} />
    </div>
  );
}

/** The time that is left, if somebody measures it. */
export function TimeLeft({ seconds }: { seconds: number | null }) {
  if (seconds === null) return null;
  const label = t("timer.label");
  return (
    <span class="timer" role="timer" aria-label={label} title={label} data-near={seconds <= NEAR}>
      {clockOf(seconds)}
    </span>
  );
}

/** The top bar leaves as much room at its end as the strip takes. */
function makeRoom(strip: HTMLElement): () => void {
  const { style } = document.documentElement;
  const sizes = new ResizeObserver(() => style.setProperty("--strip", `${strip.offsetWidth}px`));
  sizes.observe(strip);
  return () => sizes.disconnect();
}
