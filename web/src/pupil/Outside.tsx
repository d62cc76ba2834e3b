import { outWords } from "./outWords";
import { replayOf } from "./path";
import { t } from "./words";

interface OutsideProps {
  /** A way of being out, or the code of a refusal. */
  why: string;
  /** Where this pupil drew last; empty when nowhere. */
  room: string;
  onAgain: () => void;
}

/** Who is not in the class reads why, and what can be done. */
export function Outside({ why, room, onAgain }: OutsideProps) {
  const { title, note, again } = outWords(why);
  return (
    <>
      <div role="alert">
        <h1 class="door-title">{t(title)}</h1>
        {note && <p class="wait">{t(note)}</p>}
      </div>
      {why === "ended" && room && (
        <a class="button button-main button-large" href={replayOf(room)}>
          {t("out.look")}
        </a>
      )}
      {again && (
        <button type="button" class="button button-main button-large" onClick={onAgain}>
          {t(again)}
        </button>
      )}
      <a class="more-link" href="/j">
        {t("out.code")}
      </a>
    </>
  );
}
