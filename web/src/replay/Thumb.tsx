import { useEffect, useRef, useState } from "preact/hooks";
import type { Player } from "./player";
import { type Mark, pictureAt } from "./source";
import { spokenMark } from "./spoken";
import { clockText } from "./times";

/** How long a pointer rests before a picture is asked for, in ms. */
const REST_MS = 120;

/** Width of the picture that is asked for, in pixels: twice what is shown, for fine screens. */
const WIDTH = "192";

/** How near a mark is to be told, in CSS pixels. */
const NEAR_PX = 6;

interface ThumbProps {
  player: Player;
  /** The part of the whole the pointer is at, 0 to 1. */
  part: number;
  /** Width of the whole, in CSS pixels. */
  width: number;
}

/** What the recording looks like under the pointer. */
export function Thumb({ player, part, width }: ThumbProps) {
  const { recording } = player;
  const { pace, length } = player.paced();
  const at = pace.toDrawing(pace.toPlaying(length) * part);
  const [src, setSrc] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const place = player.tape.placeAt(at);
  const wanted = pictureAt(
    recording,
    place === null ? `${Math.round(at) / 1_000}s` : `${place}`,
    WIDTH,
  );
  useEffect(() => {
    const timer = setTimeout(() => setSrc(wanted), REST_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  useEffect(() => {
    box.current?.style.setProperty("--at", `${part * width}px`);
  });
  const mark = nearest(player, part, width);
  const { width: wide, height: high } = recording.size;
  return (
    <div class="thumb" ref={box} aria-hidden="true">
      {src && <img src={src} alt="" width={wide} height={high} decoding="async" />}
      <span>{clockText(at)}</span>
      {mark && <span class="thumb-mark">{spokenMark(recording, mark)}</span>}
    </div>
  );
}

/** The mark under the pointer; undo is too common to be told. */
function nearest(player: Player, part: number, width: number): Mark | null {
  const { pace, length } = player.paced();
  const whole = Math.max(1, pace.toPlaying(length));
  let [best, least]: [Mark | null, number] = [null, NEAR_PX];
  for (const mark of player.recording.marks) {
    if (mark.kind === "undo" || mark.kind === "redo") continue;
    const far = Math.abs(pace.toPlaying(mark.at) / whole - part) * width;
    if (far < least) [best, least] = [mark, far];
  }
  return best;
}
