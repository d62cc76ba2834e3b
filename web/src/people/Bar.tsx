import { useEffect } from "preact/hooks";
import { isTyping } from "../shortcuts";
import { useMedia } from "../ui/useMedia";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import { Avatar } from "./Avatar";
import type { Company } from "./company";
import { PeopleCard } from "./PeopleCard";
import { Picture } from "./Pictures";
import { useCount, useOthers } from "./useCompany";
import { t } from "./words";

/** Where the bar has room for one face only. */
const NARROW = "(max-width: 599px)";

/** Faces in the bar. */
const FACES = 3;

const CARD = "people-card";

/** Who is here, the own hand, and the chat. */
export function Bar({ company }: { company: Company }) {
  const isNarrow = useMedia(NARROW);
  useKeys(company);
  return (
    <div class="people crowd">
      <PeopleButton company={company} faces={isNarrow ? 1 : FACES} />
      {!isNarrow && <HandButton company={company} />}
      <ChatButton company={company} />
      <PeopleCard company={company} id={CARD} />
    </div>
  );
}

function PeopleButton({ company, faces }: { company: Company; faces: number }) {
  const { name, color } = useWhole(company.own);
  const others = useOthers(company);
  const count = useCount(company);
  const shown = others.slice(0, faces - 1);
  const rest = count - 1 - shown.length;
  return (
    <button
      type="button"
      class="faces"
      popovertarget={CARD}
      aria-label={t("people.button", { count })}
      title={t("people.button", { count })}
      aria-keyshortcuts="Alt+P"
    >
      <Avatar name={name} color={color} />
      {shown.map((person) => (
        <Avatar key={person.client} name={person.name} color={person.color} />
      ))}
      {rest > 0 && (
        <span class="avatar avatar-more" dir="ltr" data-letters={`+${rest}`} aria-hidden="true" />
      )}
    </button>
  );
}

function HandButton({ company }: { company: Company }) {
  const isUp = useStore(company.own, (own) => own.hand);
  const label = t("hand.raise");
  return (
    <button
      type="button"
      class="tool"
      aria-label={label}
      aria-pressed={isUp}
      aria-keyshortcuts="Y"
      title={`${label} (Y)`}
      onClick={() => company.turnHand()}
    >
      <Picture of="raised" />
    </button>
  );
}

function ChatButton({ company: { talk } }: { company: Company }) {
  const unread = useStore(talk.state, (state) => state.unread);
  const isOpen = useStore(talk.state, (state) => state.isOpen);
  const label = unread > 0 ? t("chat.unread", { count: unread }) : t("chat.button");
  return (
    <button
      type="button"
      class="tool chat-button"
      aria-label={label}
      aria-expanded={isOpen}
      title={label}
      onClick={() => talk.open(!isOpen)}
    >
      <Picture of="chat" />
      {unread > 0 && <span class="unread" aria-hidden="true" />}
    </button>
  );
}

function isFollowing({ follow }: Company): boolean {
  return follow.state.get().follows !== null;
}

/** Shows or hides the card; who opens it by keys is in it. */
function toggleCard(): void {
  const card = document.getElementById(CARD);
  if (card?.togglePopover()) card.querySelector("button")?.focus();
}

/** Y raises the hand, Alt+P shows the people, Escape follows nobody. */
function useKeys(company: Company): void {
  useEffect(() => {
    const ends = new AbortController();
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
      const isOpen = document.querySelector(":popover-open") !== null;
      if (event.key === "Escape" && !isOpen && isFollowing(company)) company.follow.stop();
      else if (event.altKey && event.code === "KeyP") toggleCard();
      else if (!event.altKey && event.key.toLowerCase() === "y") company.turnHand();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press, ends);
    return () => ends.abort();
  }, [company]);
}
