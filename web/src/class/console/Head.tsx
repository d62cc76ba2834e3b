import { useEffect, useRef, useState } from "preact/hooks";
import { Mark } from "../../ui/Mark";
import { useWhole } from "../../ui/useWhole";
import { clockOf, lettersOf, qrOf, spokenOf } from "../code";
import { endOf } from "../live";
import type { ClassState, Phase } from "../protocol";
import { useNow } from "../useNow";
import { t } from "../words";
import type { ClassDesk } from "./desk";

interface HeadProps {
  desk: ClassDesk;
  state: ClassState;
}

/** What stands above: the class, how to join it, its clock, and whether it runs. */
export function Head({ desk, state }: HeadProps) {
  return (
    <header class="class-head">
      <a class="class-home" href="/" aria-label={t("home")}>
        <Mark />
      </a>
      <div class="class-name">
        <h1 dir="auto" title={state.title}>
          {state.title}
        </h1>
        <p class="class-facts">
          <span class="phase" data-phase={state.phase}>
            {t(`phase.${state.phase}`)}
          </span>
          <Here state={state} />
        </p>
      </div>
      <Code desk={desk} state={state} />
      <div class="class-run">
        <Timer desk={desk} />
        <Run desk={desk} phase={state.phase} />
      </div>
    </header>
  );
}

function Here({ state: { pupils = [] } }: { state: ClassState }) {
  const known = pupils.filter(({ state }) => state === "in");
  const here = known.filter((one) => one.here).length;
  if (here === known.length) return <span>{t("here", { count: here })}</span>;
  return <span>{t("here.of", { here, known: known.length })}</span>;
}

/** The code that pupils type; pressed, all of the screen is how to join. */
function Code({ desk, state: { code } }: HeadProps) {
  return (
    <div class="class-join">
      <p class="class-code">
        <span class="unseen">{t("code.spoken", { letters: spokenOf(code) })}</span>
        <span aria-hidden="true">{lettersOf(code)}</span>
      </p>
      <button
        type="button"
        class="class-qr"
        aria-label={t("qr")}
        title={t("qr")}
        onClick={() => desk.ask({ kind: "qr" })}
      >
        <img src={qrOf(desk.id)} alt="" width={56} height={56} />
      </button>
    </div>
  );
}

const NEXT: Record<Phase, { to: Phase; word: "start" | "pause" | "goOn" | "reopen" }> = {
  waiting: { to: "running", word: "start" },
  running: { to: "paused", word: "pause" },
  paused: { to: "running", word: "goOn" },
  ended: { to: "running", word: "reopen" },
};

function Run({ desk, phase }: { desk: ClassDesk; phase: Phase }) {
  const { to, word } = NEXT[phase];
  const before = useRef(phase);
  useEffect(() => {
    if (before.current !== phase) desk.voice.say(t(`said.${phase}`));
    before.current = phase;
  }, [desk, phase]);
  return (
    <>
      <button
        type="button"
        class={`button ${phase === "running" ? "" : "button-main"}`}
        onClick={() => desk.change({ phase: to })}
      >
        {t(word)}
      </button>
      {phase !== "ended" && (
        <button type="button" class="button" onClick={() => desk.ask({ kind: "end" })}>
          {t("end")}
        </button>
      )}
    </>
  );
}

/** Announced when so much is left, in ms. */
const LAST_MS = 60_000;

function Timer({ desk }: { desk: ClassDesk }) {
  const end = endOf(useWhole(desk.live.seen));
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [sheet, setSheet] = useState<typeof import("./TimerSheet") | null>(null);
  const open = (): void => {
    setIsOpen(true);
    if (!sheet) import("./TimerSheet").then(setSheet, () => desk.fail(t("failed")));
  };
  const now = useNow(500);
  const left = end === null ? null : Math.max(0, end - now);
  const stage = left === null ? "none" : left === 0 ? "over" : left <= LAST_MS ? "last" : "long";
  const before = useRef(stage);
  useEffect(() => {
    if (before.current === "long" && stage === "last") desk.voice.say(t("timer.minute"));
    if (before.current === "last" && stage === "over") desk.voice.say(t("timer.over"));
    before.current = stage;
  }, [desk, stage]);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button timer"
        data-stage={stage}
        aria-haspopup="dialog"
        aria-label={left === null ? undefined : t("timer.left", { left: clockOf(left) })}
        onClick={open}
      >
        {left === null ? (
          t("timer")
        ) : (
          <span class="timer-left" dir="ltr">
            {clockOf(left)}
          </span>
        )}
      </button>
      {isOpen && sheet && (
        <sheet.TimerSheet
          opener={button.current}
          isRunning={left !== null}
          onSet={(seconds) => desk.send({ type: "timer", seconds })}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}
