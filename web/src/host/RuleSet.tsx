import { useId } from "preact/hooks";
import type { Drawing } from "../drawing";
import type { Role, Rules } from "../protocol";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import { setGuests } from "./asking";
import { letIn, nameOut } from "./ranking";
import { t } from "./words";

/** The choices of slow mode, in seconds. */
const SLOW = [0, 5, 15, 30];

const FLAGS = ["locked", "quiet", "still"] as const;

const OPEN: Rules = { locked: false, quiet: false, still: false, slow: 0 };

/** What binds everybody but hosts. */
export function RuleSet({ drawing: { client } }: { drawing: Drawing }) {
  const rules = useWhole(client.view).house?.rules ?? OPEN;
  const id = useId();
  const change = (part: Partial<Rules>): void => client.ask({ n: null, kind: "rules", ...part });
  const choices = SLOW.includes(rules.slow) ? SLOW : [...SLOW, rules.slow];
  return (
    <fieldset class="host-group">
      <legend>{t("rules")}</legend>
      {FLAGS.map((flag) => (
        <label key={flag} class="choice">
          <input
            type="checkbox"
            checked={rules[flag]}
            onChange={(event) => change({ [flag]: event.currentTarget.checked })}
          />
          {t(`rule.${flag}`)}
        </label>
      ))}
      <div class="host-line">
        <label for={id}>{t("rule.slow")}</label>
        <select
          class="field"
          id={id}
          value={String(rules.slow)}
          onChange={(event) => change({ slow: Number(event.currentTarget.value) })}
        >
          {choices.map((count) => (
            <option key={count} value={String(count)}>
              {count === 0 ? t("slow.off") : t("slow.is", { count })}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  );
}

const GUESTS: (Exclude<Role, "host"> | null)[] = ["painter", "viewer", null];

interface GuestsProps {
  drawing: Drawing;
  onFail: (error: unknown) => void;
}

/** What those may who come by the plain link. */
export function Guests({ drawing, onFail }: GuestsProps) {
  const { house } = useWhole(drawing.client.view);
  const now = house ? house.guests : "painter";
  return (
    <fieldset class="host-group">
      <legend>{t("guests")}</legend>
      {GUESTS.map((role) => (
        <label key={role} class="choice">
          <input
            type="radio"
            name="guests"
            checked={role === now}
            onChange={() => void setGuests(drawing, role).catch(onFail)}
          />
          {t(`guests.${role}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** Those who stay out, if there are any. */
export function Removed({ drawing }: { drawing: Drawing }) {
  useStore(drawing.client.view, ({ house }) => JSON.stringify(house?.ranks ?? []));
  const ranks = drawing.client.view.get().house?.ranks ?? [];
  const out = ranks.filter(([, rank]) => rank === "out");
  if (out.length === 0) return null;
  return (
    <section class="host-group">
      <h3>{t("removed")}</h3>
      <ul class="host-list">
        {out.map(([author, , called]) => {
          const name = called ?? nameOut(author) ?? t("somebody");
          return (
            <li key={author}>
              <bdi>{name}</bdi>
              <button
                type="button"
                class="button"
                aria-label={t("again.of", { name })}
                onClick={() => letIn(drawing, { author, name })}
              >
                {t("again")}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
