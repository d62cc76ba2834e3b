import { useWhole } from "../../ui/useWhole";
import type { ClassDesk } from "../console/desk";
import { turned } from "./choice";
import { ShowMenu } from "./ShowMenu";
import type { Seat } from "./seats";
import { t } from "./words";

/** What is selected, and what can be done with it. */
export function Actions({ desk, seats }: { desk: ClassDesk; seats: readonly Seat[] }) {
  const { pupils } = useWhole(desk.chosen);
  const some = [...pupils];
  const seen = seats.flatMap((seat) => seat.pupils.map(({ pupil }) => pupil));
  const choose = (isOn: boolean): void => {
    desk.chosen.set({ pupils: isOn ? turned(pupils, seen, true) : new Set() });
  };
  return (
    <div class="wall-actions">
      <button type="button" class="button" onClick={() => choose(true)}>
        {t("all")}
      </button>
      <button
        type="button"
        class="button"
        aria-disabled={some.length === 0}
        onClick={() => choose(false)}
      >
        {t("none")}
      </button>
      <span class="wall-chosen" role="status">
        {some.length > 0 && t("chosen", { count: some.length })}
      </span>
      {some.length > 0 && <Deeds desk={desk} some={some} seats={seats} />}
    </div>
  );
}

interface DeedsProps {
  desk: ClassDesk;
  some: number[];
  seats: readonly Seat[];
}

function Deeds({ desk, some, seats }: DeedsProps) {
  const rooms = new Set(
    seats
      .filter(({ pupils }) => pupils.some(({ pupil }) => some.includes(pupil)))
      .map((one) => one.room),
  );
  const [only = null] = rooms.size === 1 ? rooms : [];
  const deeds = {
    lock: () => desk.send({ type: "lock", pupils: some, locked: true }),
    unlock: () => desk.send({ type: "lock", pupils: some, locked: false }),
    lower: () => desk.send({ type: "lower", pupils: some }),
    clear: () => desk.ask({ kind: "clear", pupils: some }),
    remove: () => desk.ask({ kind: "remove", pupils: some }),
  } as const;
  return (
    <fieldset class="wall-deeds" aria-label={t("actions")}>
      {(["lock", "unlock", "lower", "clear", "remove"] as const).map((deed) => (
        <button key={deed} type="button" class="button" onClick={deeds[deed]}>
          {t(deed)}
        </button>
      ))}
      <ShowMenu desk={desk} room={only} />
    </fieldset>
  );
}
