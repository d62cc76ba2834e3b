/** Moments in words, for those who hear them. */

import { nameOf } from "./people";
import type { PlayerView } from "./player";
import type { Mark, Recording } from "./source";
import { partsOf } from "./times";
import { t } from "./words";

/** "2 minutes 14 seconds". */
export function spoken(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms);
  const parts = [
    hours > 0 && t("hours", { count: hours }),
    minutes > 0 && t("minutes", { count: minutes }),
    (seconds > 0 || hours + minutes === 0) && t("seconds", { count: seconds }),
  ];
  return parts.filter(Boolean).join(" ");
}

/** Where a player is, of how much, and who draws. */
export function spokenMoment(recording: Recording, { time, length, drawing }: PlayerView): string {
  const whole = { time: spoken(time), length: spoken(length) };
  if (drawing === null) return t("moment", whole);
  return t("drawing", { ...whole, name: nameOf(recording, drawing) });
}

/** What a mark stands for. */
export function spokenMark(recording: Recording, { kind, author, title }: Mark): string {
  const name = nameOf(recording, author);
  switch (kind) {
    case "chapter":
      return title ?? "";
    case "restore":
      return t("restore");
    case "join":
    case "clear":
    case "undo":
    case "redo":
    case "hide":
    case "show":
      return t(kind, { name });
    default:
      return kind satisfies never;
  }
}
