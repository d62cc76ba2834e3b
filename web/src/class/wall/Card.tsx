import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Icon } from "../../ui/Icon";
import type { ClassState, Pupil } from "../protocol";
import { useNow } from "../useNow";
import { type Chosen, chosenOf } from "./choice";
import { Facts } from "./Facts";
import { ICONS } from "./icons";
import { nameOf } from "./one";
import type { Seat } from "./seats";
import type { WallTools } from "./tools";
import { t } from "./words";

interface CardProps {
  tools: WallTools;
  state: ClassState;
  seat: Seat;
  chosen: ReadonlySet<number>;
  onChoose: (seat: Seat, isOn: boolean, isRow: boolean) => void;
}

/** How often it is looked who is lost for long, and how long ago was drawn, in ms. */
const LOOK_MS = 10_000;

/** One place of the wall. Painted anew only when something of it is different: there may be 200. */
export function Card({ tools, state, seat, chosen, onChoose }: CardProps) {
  const now = useNow(LOOK_MS);
  const choice = chosenOf(chosen, seat);
  const { desk, absence } = tools;
  const isShown = seat.room !== null && state.spotlight?.room === seat.room;
  const presence = presenceOf(seat, (pupil) => absence.of(pupil, Date.now()));
  const same = JSON.stringify([seat, choice, isShown, presence, state.names, state.mode]);
  return useMemo(
    () => (
      <li class="seat" data-presence={presence} data-chosen={choice !== "none" || undefined}>
        <Picture tools={tools} room={seat.room} />
        {seat.pupils.length > 0 && <Box seat={seat} choice={choice} onChoose={onChoose} />}
        <div class="seat-words">
          {seat.room === null ? (
            <span class="seat-title" dir="auto">
              {seat.title}
            </span>
          ) : (
            <button
              type="button"
              class="seat-title seat-open"
              dir="auto"
              id={`open-${seat.id}`}
              aria-label={t("open", { title: seat.title })}
              aria-describedby={`facts-${seat.id}`}
              onClick={() => desk.large.set({ room: seat.room })}
            >
              {seat.title}
            </button>
          )}
          <Facts seat={seat} presence={presence} isShown={isShown} now={now} />
          {state.mode !== "each" && !seat.isOwn && <Names seat={seat} isNamed={state.names} />}
        </div>
      </li>
    ),
    [same, now, tools],
  );
}

/** How the best of those in a room is there. */
function presenceOf(seat: Seat, of: (pupil: number) => "here" | "lost" | "away") {
  const all = seat.pupils.map(({ pupil }) => of(pupil));
  if (all.length === 0 || all.includes("here")) return "here";
  return all.includes("lost") ? "lost" : "away";
}

/** The small picture, asked for while it is on the screen. */
function Picture({ tools, room }: { tools: WallTools; room: string | null }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (room !== null) place.current?.replaceChildren(tools.pictures.of(room));
  }, [tools, room]);
  useEffect(() => {
    if (room !== null && place.current) return tools.watching.look(place.current, room);
  }, [tools, room]);
  return (
    <div class="seat-picture" aria-hidden="true">
      <div ref={place} />
      {room === null && <p>{t("noRoom")}</p>}
    </div>
  );
}

interface BoxProps {
  seat: Seat;
  choice: Chosen;
  onChoose: CardProps["onChoose"];
}

function Box({ seat, choice, onChoose }: BoxProps) {
  return (
    <label class="seat-box">
      <input
        type="checkbox"
        aria-label={t("select", { title: seat.title })}
        checked={choice === "all"}
        indeterminate={choice === "some"}
        onClick={(event) => onChoose(seat, event.currentTarget.checked, event.shiftKey)}
      />
    </label>
  );
}

/** Who is in a group, and whose hands are up. */
function Names({ seat, isNamed }: { seat: Seat; isNamed: boolean }) {
  if (seat.pupils.length === 0) return <p class="seat-facts">{t("noPupils")}</p>;
  return (
    <ul class="seat-names">
      {seat.pupils.map((one: Pupil) => (
        <li key={one.pupil}>
          {nameOf(one, isNamed)}
          {one.hand > 0 && <Icon name={ICONS.hand} />}
        </li>
      ))}
    </ul>
  );
}
