import { useEffect, useRef } from "preact/hooks";
import { IconButton } from "../../ui/Button";
import { useWhole } from "../../ui/useWhole";
import { wear } from "../../wear";
import type { ClassState } from "../protocol";
import { Facts } from "./Facts";
import css from "./large.css?inline";
import { ShowMenu } from "./ShowMenu";
import type { Seat } from "./seats";
import type { WallTools } from "./tools";
import { t } from "./words";

wear(css);

interface LargeProps {
  tools: WallTools;
  state: ClassState;
  /** As the wall shows them: the order of back and next. */
  seats: readonly Seat[];
  all: readonly Seat[];
}

const BACK = ["m15 18-6-6 6-6"];
const NEXT = ["m9 18 6-6-6-6"];

/** One board, large, to look at and to draw on. */
export function Large({ tools, state, seats, all }: LargeProps) {
  const { desk } = tools;
  const { room } = useWhole(desk.large);
  const head = useRef<HTMLHeadingElement>(null);
  const rooms = seats.flatMap((seat) => seat.room ?? []);
  const at = room === null ? -1 : rooms.indexOf(room);
  const go = (step: number): void => {
    const next = rooms[at + step];
    if (next !== undefined) desk.large.set({ room: next });
  };
  const close = (): void => {
    const from = document.getElementById(`open-${seat?.id}`);
    desk.large.set({ room: null });
    from?.focus();
  };
  useKeys({ go, close });
  useEffect(() => {
    head.current?.focus({ preventScroll: true });
    // The tools are at its lower edge.
    head.current?.closest("section")?.scrollIntoView({ block: "nearest" });
  }, []);
  const seat = all.find((one) => one.room === room);
  // Its pupil was moved or is gone: the wall goes on without it.
  useEffect(() => {
    if (!seat) desk.large.set({ room: null });
  }, [desk, seat]);
  if (!seat || room === null) return null;
  const { title } = seat;
  const isShown = state.spotlight?.room === room;
  return (
    <section class="large" aria-label={t("large.label", { title })}>
      <header class="large-head">
        <h2 ref={head} dir="auto" tabIndex={-1}>
          {title}
        </h2>
        <Facts
          seat={{ ...seat, id: `large-${seat.id}` }}
          presence="here"
          isShown={isShown}
          now={Date.now()}
        />
        <div class="large-deeds">
          <IconButton
            icon={BACK}
            label={t("large.back")}
            class="large-step"
            onClick={() => go(-1)}
          />
          <IconButton
            icon={NEXT}
            label={t("large.next")}
            class="large-step"
            onClick={() => go(1)}
          />
          {isShown ? (
            <button
              type="button"
              class="button"
              onClick={() => desk.send({ type: "spotlight", room: null, name: false })}
            >
              {t("show.stop")}
            </button>
          ) : (
            <ShowMenu desk={desk} room={room} />
          )}
          <IconButton icon="close" label={t("large.close")} onClick={close} />
        </div>
      </header>
      <iframe
        key={room}
        class="large-frame"
        title={t("large.frame", { title })}
        src={`/r/${room}?show=1#k=${desk.key}`}
      />
    </section>
  );
}

/** Arrows lead to the neighbours, Escape back to the wall; not while something else has the keys. */
function useKeys({ go, close }: { go: (step: number) => void; close: () => void }): void {
  const deeds = useRef({ go, close });
  deeds.current = { go, close };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (!isPlain || event.defaultPrevented || hasKeys(event.target)) return;
      if (document.querySelector("dialog[open], :popover-open")) return;
      const isRtl = document.documentElement.dir === "rtl";
      const steps: Record<string, number> = {
        ArrowLeft: isRtl ? 1 : -1,
        ArrowRight: isRtl ? -1 : 1,
      };
      const step = steps[event.key];
      if (event.key === "Escape") deeds.current.close();
      else if (step !== undefined) deeds.current.go(step);
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

/** Whether arrows mean something else where the focus is. */
function hasKeys(target: EventTarget | null): boolean {
  const own = 'input:not([type="checkbox"]), select, textarea, [role="menuitem"]';
  return target instanceof Element && target.matches(own);
}
