import { useState } from "preact/hooks";
import type { Person } from "../protocol";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import { Avatar } from "./Avatar";
import { AUTHOR_COLORS, nameOf } from "./colors";
import type { Company } from "./company";
import { Picture } from "./Pictures";
import { CURSORS } from "./settings";
import { useCount, useOthers } from "./useCompany";
import { t } from "./words";

/** Everybody in the room, and what can be done about them. */
export function PeopleCard({ company, id }: { company: Company; id: string }) {
  const others = useOthers(company);
  const count = useCount(company);
  const unnamed = count - 1 - others.length;
  return (
    <div class="card" id={id} popover="auto" role="dialog" aria-labelledby="people-title">
      <h2 id="people-title">{t("people.title", { count })}</h2>
      <ul class="persons">
        <Myself company={company} />
        {others.map((person) => (
          <Other key={person.client} company={company} person={person} />
        ))}
        {unnamed > 0 && <li class="person person-note">{t("people.more", { count: unnamed })}</li>}
        {count === 1 && <li class="person person-note">{t("people.alone")}</li>}
      </ul>
      <Controls company={company} />
    </div>
  );
}

/** The own row: name and colour are changed in place. */
function Myself({ company }: { company: Company }) {
  const { name, color } = useWhole(company.own);
  const client = useStore(company.drawing.client.view, (view) => view.client);
  const role = useStore(company.drawing.client.view, (view) => view.role);
  useWhole(company.presence.here);
  const hand = company.presence.handOf(client);
  const [isChoosing, setIsChoosing] = useState(false);
  return (
    <li class="person person-me">
      <button
        type="button"
        class="face"
        aria-expanded={isChoosing}
        aria-label={t("people.color", { color: t(`color.${nameOf(color)}`) })}
        title={t("people.colors")}
        onClick={() => setIsChoosing(!isChoosing)}
      >
        <Avatar name={name} color={color} />
      </button>
      <input
        class="field"
        value={name}
        maxLength={company.drawing.client.limits.nameChars}
        aria-label={t("people.name")}
        autocomplete="nickname"
        dir="auto"
        onChange={(event) => company.rename(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && company.rename(event.currentTarget.value)}
      />
      <Notes notes={[t("people.you"), role === "viewer" && t("people.viewer")]} hand={hand} />
      {isChoosing && <Colors company={company} />}
    </li>
  );
}

function Colors({ company }: { company: Company }) {
  const chosen = useStore(company.own, (own) => own.color);
  return (
    <fieldset class="colors">
      <legend class="unseen">{t("people.colors")}</legend>
      {AUTHOR_COLORS.map(({ name, color }) => (
        <label key={color} class="color" style={{ "--ink": color }} title={t(`color.${name}`)}>
          <input
            type="radio"
            class="unseen"
            name="author-color"
            aria-label={t(`color.${name}`)}
            checked={color === chosen}
            onChange={() => company.recolor(color)}
          />
        </label>
      ))}
    </fieldset>
  );
}

function Other({ company, person }: { company: Company; person: Person }) {
  const { name, color, role, idle, presents, client } = person;
  const isFollowed = useStore(company.follow.state, ({ follows }) => follows === client);
  const { follow } = company;
  const notes = [
    presents && t("people.presents"),
    role === "viewer" && t("people.viewer"),
    idle && t("people.idle"),
  ];
  return (
    <li class="person">
      <Avatar name={name} color={color}>
        {idle && <span class="idle" />}
      </Avatar>
      <span class="person-name">
        <bdi>{name}</bdi>
      </span>
      <Notes notes={notes} hand={company.presence.handOf(client)} />
      <button
        type="button"
        class="button"
        aria-label={t("people.followWho", { name })}
        aria-pressed={isFollowed}
        onClick={() => (isFollowed ? follow.stop() : follow.start(person))}
      >
        {t(isFollowed ? "people.following" : "people.follow")}
      </button>
    </li>
  );
}

/** What else is to be known of somebody, in words; a raised hand with its place in the order. */
function Notes({ notes, hand }: { notes: (string | false)[]; hand: number }) {
  return (
    <span class="person-notes">
      {hand > 0 && (
        <span class="hand-up">
          <Picture of="raised" />
          <span aria-hidden="true">{hand}</span>
          <span class="unseen">{t("people.hand", { count: hand })}</span>
        </span>
      )}
      {notes.filter(Boolean).join(" · ")}
    </span>
  );
}

function Controls({ company }: { company: Company }) {
  const { hand, cursors } = useWhole(company.own);
  const presents = useStore(company.follow.state, (state) => state.presents);
  const role = useStore(company.drawing.client.view, (view) => view.role);
  return (
    <div class="card-foot">
      <button type="button" class="button" aria-pressed={hand} onClick={() => company.turnHand()}>
        {t(hand ? "hand.lower" : "hand.raise")}
      </button>
      {role === "painter" && (
        <button
          type="button"
          class="button"
          aria-pressed={presents}
          onClick={() => company.follow.present(!presents)}
        >
          {t(presents ? "present.stop" : "present.start")}
        </button>
      )}
      <label class="card-choice">
        {t("cursors.label")}
        <select
          class="field"
          value={cursors}
          // Letters choose here, not among the tools.
          onKeyDown={(event) => event.stopPropagation()}
          onChange={({ currentTarget: { value } }) =>
            company.showCursors(CURSORS.find((one) => one === value) ?? "all")
          }
        >
          {CURSORS.map((one) => (
            <option key={one} value={one}>
              {t(`cursors.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
