import { useEffect, useRef } from "preact/hooks";
import type { ClassState, Pupil } from "../protocol";
import { t } from "../words";
import type { ClassDesk } from "./desk";

interface WaitingProps {
  desk: ClassDesk;
  state: ClassState;
}

/** Who wants to come in. */
export function Waiting({ desk, state: { pupils = [] } }: WaitingProps) {
  const waiting = pupils
    .filter(({ state }) => state === "waiting")
    .sort((a, b) => a.joined - b.joined);
  const count = waiting.length;
  const before = useRef(0);
  useEffect(() => {
    if (count > before.current) desk.voice.say(t("waiting.title", { count }));
    before.current = count;
  }, [desk, count]);
  if (count === 0) return null;
  // Who says to be another is looked at one by one.
  const plain = waiting.filter(({ again }) => again === undefined).map(({ pupil }) => pupil);
  return (
    <section class="waiting" aria-labelledby="waiting-title">
      <header class="waiting-head">
        <h2 id="waiting-title">{t("waiting.title", { count })}</h2>
        {plain.length > 1 && (
          <button
            type="button"
            class="button button-main"
            onClick={() => desk.send({ type: "admit", pupils: plain })}
          >
            {t("admitAll")}
          </button>
        )}
      </header>
      <ul class="waiting-list">
        {waiting.map((one) => (
          <Knock key={one.pupil} desk={desk} one={one} pupils={pupils} />
        ))}
      </ul>
    </section>
  );
}

function Knock({ desk, one, pupils }: { desk: ClassDesk; one: Pupil; pupils: readonly Pupil[] }) {
  const { pupil, name, again } = one;
  const other = pupils.find((known) => known.pupil === again)?.name ?? name;
  const isAgain = again !== undefined;
  return (
    <li class="knock">
      <span class="knock-name">{isAgain ? t("again", { name, other }) : name}</span>
      <button
        type="button"
        class="button"
        aria-label={t(isAgain ? "again.of" : "admit.of", { name })}
        onClick={() => desk.send({ type: "admit", pupils: [pupil] })}
      >
        {t(isAgain ? "again.yes" : "admit")}
      </button>
      <button
        type="button"
        class="button"
        aria-label={t("refuse.of", { name })}
        onClick={() => desk.send({ type: "remove", pupils: [pupil] })}
      >
        {t("refuse")}
      </button>
    </li>
  );
}
