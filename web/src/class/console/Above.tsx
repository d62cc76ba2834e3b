import { wear } from "../../wear";
import type { ClassState } from "../protocol";
import { t } from "../words";
import css from "./above.css?inline";
import { Controls } from "./Controls";
import type { ClassDesk } from "./desk";
import { KeyNote } from "./KeyNote";
import { Waiting } from "./Waiting";

wear(css);

interface AboveProps {
  desk: ClassDesk;
  state: ClassState;
}

/** What stands above the wall. */
export function Above({ desk, state }: AboveProps) {
  return (
    <>
      <KeyNote desk={desk} />
      <Controls desk={desk} state={state} />
      <Shown desk={desk} state={state} />
      <Waiting desk={desk} state={state} />
    </>
  );
}

/** What all are shown now, and the way back. */
function Shown({ desk, state }: AboveProps) {
  const { spotlight, rooms = [] } = state;
  if (!spotlight) return null;
  const found = rooms.find(({ room }) => room === spotlight.room);
  const isOwn = spotlight.room === state.room;
  const title = isOwn ? t("own") : (spotlight.name ?? found?.title ?? "");
  return (
    <p class="strip">
      {t("shown", { title })}
      <button
        type="button"
        class="button"
        onClick={() => desk.send({ type: "spotlight", room: null, name: false })}
      >
        {t("shown.stop")}
      </button>
    </p>
  );
}
