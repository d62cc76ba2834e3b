import { useRef, useState } from "preact/hooks";
import type { Person, Role } from "../protocol";
import { IconButton } from "../ui/Button";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import { Avatar } from "./Avatar";
import { nameOf } from "./colors";
import type { Company } from "./company";
import { Colors, CursorChoice, NameField } from "./Own";
import { Picture } from "./Pictures";
import { r } from "./ranks";
import { useCount, useOthers } from "./useCompany";
import { t } from "./words";

/** Everybody in the room, and what can be done about them. */
export function PeopleCard({ company, id }: { company: Company; id: string }) {
  const others = useOthers(company);
  const count = useCount(company);
  const unnamed = count - 1 - others.length;
  // A crowd changes often: what nobody looks at is not kept up.
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div
      class="card"
      id={id}
      popover="auto"
      role="dialog"
      aria-labelledby="people-title"
      onBeforeToggle={({ newState }) => setIsOpen(newState === "open")}
    >
      <h2 id="people-title">{t("people.title", { count })}</h2>
      <ul class="persons">
        <Myself company={company} />
        {isOpen &&
          others.map((person) => <Other key={person.client} company={company} person={person} />)}
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
      <NameField company={company} />
      <Notes notes={[t("people.you"), roleOf(role)]} hand={hand} />
      {isChoosing && <Colors company={company} />}
    </li>
  );
}

interface PersonProps {
  company: Company;
  person: Person;
}

/** What somebody may, where it is not what most may. */
function roleOf(role: Role): string | false {
  if (role === "painter") return false;
  return role === "host" ? r("host") : t("people.viewer");
}

function Other({ company, person }: PersonProps) {
  const { name, color, role, idle, presents, client } = person;
  const isFollowed = useStore(company.follow.state, ({ follows }) => follows === client);
  const isHost = useStore(company.drawing.client.view, (view) => view.role === "host");
  const notes = [presents && t("people.presents"), roleOf(role), idle && t("people.idle")];
  return (
    <li class="person">
      <Avatar name={name} color={color}>
        {idle && <span class="idle" />}
      </Avatar>
      <span class="person-who">
        <span class="person-name">
          <bdi>{name}</bdi>
        </span>
        <Notes notes={notes} hand={company.presence.handOf(client)} />
      </span>
      {isHost && role === "viewer" ? (
        <button
          type="button"
          class="button"
          aria-label={r("drawWho", { name })}
          onClick={() => company.letDraw(person)}
        >
          {r("draw")}
        </button>
      ) : (
        <FollowButton company={company} person={person} isFollowed={isFollowed} />
      )}
      <More company={company} person={person} />
    </li>
  );
}

interface FollowProps extends PersonProps {
  isFollowed: boolean;
}

function FollowButton({ company: { follow }, person, isFollowed }: FollowProps) {
  return (
    <button
      type="button"
      class="button"
      aria-label={t("people.followWho", { name: person.name })}
      aria-pressed={isFollowed}
      onClick={() => (isFollowed ? follow.stop() : follow.start(person))}
    >
      {t(isFollowed ? "people.following" : "people.follow")}
    </button>
  );
}

/** What else can be done about somebody; its script comes when it is asked for. */
function More({ company, person }: PersonProps) {
  const [Menu, setMenu] = useState<typeof import("../host/PersonMenu").PersonMenu | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const open = (): void => {
    import("../host/PersonMenu")
      .then(({ openPerson }) => openPerson())
      .then((menu) => setMenu(() => menu), console.error);
  };
  return (
    <>
      <IconButton
        icon="more"
        label={r("options", { name: person.name })}
        buttonRef={button}
        onClick={open}
      />
      {Menu && (
        <Menu
          company={company}
          person={person}
          opener={button.current}
          onClose={() => setMenu(null)}
        />
      )}
    </>
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
  const hand = useStore(company.own, (own) => own.hand);
  const presents = useStore(company.follow.state, (state) => state.presents);
  const role = useStore(company.drawing.client.view, (view) => view.role);
  return (
    <div class="card-foot">
      <button type="button" class="button" aria-pressed={hand} onClick={() => company.turnHand()}>
        {t(hand ? "hand.lower" : "hand.raise")}
      </button>
      {role !== "viewer" && (
        <button
          type="button"
          class="button"
          aria-pressed={presents}
          onClick={() => company.follow.present(!presents)}
        >
          {t(presents ? "present.stop" : "present.start")}
        </button>
      )}
      <CursorChoice class="card-choice" company={company} />
    </div>
  );
}
