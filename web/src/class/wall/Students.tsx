import { useWhole } from "../../ui/useWhole";
import type { ClassState, Pupil } from "../protocol";
import { turned } from "./choice";
import { Facts } from "./Facts";
import { byPupil, nameOf } from "./one";
import type { Seat } from "./seats";
import type { WallTools } from "./tools";
import { t } from "./words";

interface StudentsProps {
  tools: WallTools;
  state: ClassState;
  seats: readonly Seat[];
}

/** Where boards are shared: the pupils one by one, to select them, and to put them into another group. */
export function Students({ tools, state, seats }: StudentsProps) {
  const { chosen } = tools.desk;
  const { pupils } = useWhole(chosen);
  const known = (state.pupils ?? []).filter((one) => one.state === "in");
  const groups = seats.filter(({ isOwn, room }) => !isOwn && room !== null);
  const choose = (pupil: number, isOn: boolean): void =>
    chosen.set({ pupils: turned(chosen.get().pupils, [pupil], isOn) });
  return (
    <section class="students" aria-labelledby="students-title">
      <h2 id="students-title">{t("students")}</h2>
      <ul>
        {known.map((one) => (
          <li key={one.pupil} class="student">
            <label class="choice">
              <input
                type="checkbox"
                checked={pupils.has(one.pupil)}
                onInput={(event) => choose(one.pupil, event.currentTarget.checked)}
              />
              {nameOf(one, state.names)}
            </label>
            <Facts
              seat={byPupil(one)}
              presence={tools.absence.of(one.pupil, Date.now())}
              isShown={false}
              now={Date.now()}
            />
            {state.mode === "groups" && (
              <Group tools={tools} one={one} isNamed={state.names} groups={groups} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface GroupProps {
  tools: WallTools;
  one: Pupil;
  isNamed: boolean;
  groups: readonly Seat[];
}

function Group({ tools, one, isNamed, groups }: GroupProps) {
  const { desk } = tools;
  const move = (select: HTMLSelectElement): void => {
    desk.send({ type: "move", pupil: one.pupil, room: select.value });
    // The class says where the pupil is.
    select.value = one.room ?? "";
  };
  return (
    <select
      class="field student-group"
      aria-label={t("move.of", { name: nameOf(one, isNamed) })}
      value={one.room ?? ""}
      onInput={(event) => move(event.currentTarget)}
    >
      {one.room === null && <option value="" />}
      {groups.map(({ id, room, title }) => (
        <option key={id} value={room ?? ""}>
          {title}
        </option>
      ))}
    </select>
  );
}
