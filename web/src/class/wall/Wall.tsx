import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useWhole } from "../../ui/useWhole";
import { wear } from "../../wear";
import { joinAddress } from "../address";
import { lettersOf, qrOf, spokenOf } from "../code";
import type { ClassDesk } from "../console/desk";
import type { ClassState } from "../protocol";
import { t as console } from "../words";
import { Actions } from "./Actions";
import { Card } from "./Card";
import { between, still, turned } from "./choice";
import { Finder, type Found } from "./Finder";
import { columnsFor } from "./fit";
import { nameOf } from "./one";
import { arranged, type Seat, seatsOf } from "./seats";
import { toolsOf, type WallTools } from "./tools";
import css from "./wall.css?inline";
import { t } from "./words";

wear(css);

/** All boards of a class, live. */
export function Wall({ desk }: { desk: ClassDesk }) {
  const { state } = useWhole(desk.live.seen);
  const [tools] = useState(() => toolsOf(desk));
  useEffect(() => {
    desk.onThumb = (part) => tools.pictures.paste(part);
    desk.onEntered = () => tools.watching.tellAgain();
    return () => tools.watching.dispose();
  }, [desk, tools]);
  const pupils = state?.pupils;
  useEffect(() => {
    const { pupils: chosen } = desk.chosen.get();
    const here = (pupils ?? []).filter((one) => one.state === "in").map(({ pupil }) => pupil);
    desk.chosen.set({ pupils: still(chosen, here) });
  }, [desk, pupils]);
  if (!state) return null;
  tools.absence.note(pupils ?? [], Date.now());
  return <Seats tools={tools} state={state} />;
}

function Seats({ tools, state }: { tools: WallTools; state: ClassState }) {
  const { desk } = tools;
  const [found, setFound] = useState<Found>({ search: "", order: "hand", columns: 0 });
  const { room } = useWhole(desk.large);
  const all = useMemo(() => {
    const own = console(state.mode === "one" ? "own.shared" : "own");
    return seatsOf(state, { pupil: (one) => nameOf(one, state.names), own });
  }, [state]);
  const { lang } = document.documentElement;
  const shown = useMemo(
    () => arranged(all, found.search, found.order, lang),
    [all, found.search, found.order, lang],
  );
  useHands(desk, all);
  const isEmpty = !(state.pupils ?? []).some((one) => one.state === "in");
  return (
    <div class="wall" data-large={room !== null || undefined}>
      <section class="wall-side" aria-label={t("title")}>
        {isEmpty ? (
          <Nobody state={state} />
        ) : (
          <>
            <Finder found={found} count={shown.length} onFind={setFound} />
            <Actions desk={desk} seats={shown} />
          </>
        )}
        {!isEmpty && <Grid tools={tools} state={state} seats={shown} columns={found.columns} />}
        {!isEmpty && shown.length === 0 && <p class="wall-none">{t("empty.search")}</p>}
        {!isEmpty && state.mode !== "each" && (
          <LateStudents tools={tools} state={state} seats={all} />
        )}
      </section>
      {room !== null && <LateLarge tools={tools} state={state} seats={shown} all={all} />}
    </div>
  );
}

/** Hands that go up are said to who does not see them. */
function useHands(desk: ClassDesk, seats: readonly Seat[]): void {
  const before = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const raised = seats.filter(({ hand }) => hand > 0);
    for (const { id, title, hand } of raised) {
      // Those that were up when the page came are on the wall.
      if (before.current?.has(id) !== false) continue;
      desk.voice.say(`${title}: ${t("hand", { number: hand })}`);
    }
    before.current = new Set(raised.map(({ id }) => id));
  }, [desk, seats]);
}

/** How to begin. */
function Nobody({ state }: { state: ClassState }) {
  return (
    <div class="wall-empty">
      <h2>{t("empty.title")}</h2>
      <p>{t("empty.how", { address: joinAddress(state.link) })}</p>
      <p class="class-code wall-code">
        <span class="unseen">{console("code.spoken", { letters: spokenOf(state.code) })}</span>
        <span aria-hidden="true">{lettersOf(state.code)}</span>
      </p>
      <img src={qrOf(state.class)} alt={console("qr.picture")} width={240} height={240} />
    </div>
  );
}

interface GridProps {
  tools: WallTools;
  state: ClassState;
  seats: readonly Seat[];
  columns: number;
}

function Grid({ tools, state, seats, columns }: GridProps) {
  const { desk } = tools;
  const { pupils } = useWhole(desk.chosen);
  const list = useRef<HTMLUListElement>(null);
  const fitting = useFit(list, seats.length, columns === 0);
  /** Where a row of selected places begins. */
  const anchor = useRef<string | null>(null);
  const choose = (seat: Seat, isOn: boolean, isRow: boolean): void => {
    const ids = isRow ? between(idsOf(seats), anchor.current, seat.id) : [seat.id];
    const taken = seats.filter(({ id }) => ids.includes(id)).flatMap((one) => one.pupils);
    desk.chosen.set({
      pupils: turned(
        desk.chosen.get().pupils,
        taken.map(({ pupil }) => pupil),
        isOn,
      ),
    });
    anchor.current = seat.id;
  };
  return (
    <ul ref={list} class="wall-grid" style={{ "--columns": columns || fitting }}>
      {seats.map((seat) => (
        <Card
          key={seat.id}
          tools={tools}
          state={state}
          seat={seat}
          chosen={pupils}
          onChoose={choose}
        />
      ))}
    </ul>
  );
}

function idsOf(seats: readonly Seat[]): string[] {
  return seats.map(({ id }) => id);
}

/** The columns in which all is seen, while nobody has said how many there are. */
function useFit(list: { current: HTMLElement | null }, count: number, isOn: boolean): number {
  const [size, setSize] = useState({ width: 1_000, height: 600 });
  useEffect(() => {
    const { current } = list;
    if (!current || !isOn) return;
    const measure = (): void => {
      const top = current.getBoundingClientRect().top + scrollY;
      setSize({ width: current.clientWidth, height: innerHeight - Math.min(top, innerHeight / 2) });
    };
    const eye = new ResizeObserver(measure);
    eye.observe(current);
    // What stands above comes and goes, and moves it.
    eye.observe(document.body);
    addEventListener("resize", measure);
    return () => {
      eye.disconnect();
      removeEventListener("resize", measure);
    };
  }, [isOn]);
  return columnsFor(count, size.width, size.height);
}

interface LateLargeProps extends Omit<GridProps, "columns"> {
  all: readonly Seat[];
}

/** The list of pupils, in a script of its own: most classes do not need it. */
function LateStudents(props: { tools: WallTools; state: ClassState; seats: readonly Seat[] }) {
  const [script, setScript] = useState<typeof import("./Students") | null>(null);
  useEffect(() => {
    import("./Students").then(setScript, () => props.tools.desk.fail(console("failed")));
  }, []);
  return script && <script.Students {...props} />;
}

/** One board large, in a script of its own. */
function LateLarge(props: LateLargeProps) {
  const { desk } = props.tools;
  const [script, setScript] = useState<typeof import("./Large") | null>(null);
  useEffect(() => {
    import("./Large").then(setScript, () => {
      desk.large.set({ room: null });
      desk.fail(console("failed"));
    });
  }, [desk]);
  return script && <script.Large {...props} />;
}
