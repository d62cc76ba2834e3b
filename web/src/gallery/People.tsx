import { useEffect, useRef } from "preact/hooks";
import type { Person } from "./hiding";
import { t } from "./hidingWords";

interface PeopleProps {
  /** Null until they are known. */
  people: readonly Person[] | null;
  /** Who is chosen at first. */
  chosen?: string;
  onChoose: (author: string) => void;
  onAgain: (person: Person) => void;
}

/** Everybody who drew, to choose one of; those whose work is hidden can be shown again. */
export function People({ people, chosen, onChoose, onAgain }: PeopleProps) {
  return (
    <fieldset class="hiding-group">
      <legend>{t("who")}</legend>
      <ul class="hiding-people">
        {people?.map((person) => (
          <li key={person.author}>
            <Choice person={person} isChosen={person.author === chosen} onChoose={onChoose} />
            {person.isHidden && (
              <button
                type="button"
                class="button"
                aria-label={t("againOf", { name: person.name })}
                onClick={() => onAgain(person)}
              >
                {t("again")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

interface ChoiceProps {
  person: Person;
  isChosen: boolean;
  onChoose: (author: string) => void;
}

function Choice({ person, isChosen, onChoose }: ChoiceProps) {
  const { author, name, strokes, isHidden } = person;
  return (
    <label class="choice">
      <input
        type="radio"
        name="author"
        value={author}
        defaultChecked={isChosen}
        onChange={() => onChoose(author)}
      />
      <Disc color={person.color} />
      <span class="hiding-name">
        <bdi>{name}</bdi> <small>{isHidden ? t("hidden") : t("strokes", { count: strokes })}</small>
      </span>
    </label>
  );
}

function Disc({ color }: { color: string }) {
  const disc = useRef<HTMLSpanElement>(null);
  useEffect(() => disc.current?.style.setProperty("--ink", color), [color]);
  return <span class="hiding-disc" ref={disc} aria-hidden="true" />;
}
