import { useEffect, useId, useRef, useState } from "preact/hooks";
import { choices } from "../choices";
import { speak, type Words } from "../i18n";
import { whenIdle } from "../idle";
import { inventRoom } from "../invent";
import { codeTyped, foundByTyping, type LookupError, peopleIn } from "../landing";
import { keepRooms, pathOf, pictureOf, recentRooms } from "../rooms";
import forms from "../styles/forms.css?inline";
import css from "../styles/landing.css?inline";
import { IconButton } from "../ui/Button";
import { Mark } from "../ui/Mark";
import { wear } from "../wear";
import backdrop from "./backdrop.css?inline";
import { useServer } from "./useServer";

wear(forms);
wear(css);
wear(backdrop);

/** The words of the front page, in English. */
export const en = {
  tagline: "Draw together, right now.",
  start: "Start drawing",
  name: "Room name or code",
  join: "Join",
  gallery: "Gallery",
  teach: "Teach a class",
  example: "quiet-otter-42",
  empty: "Type a code, or a room name: letters, digits and dashes.",
  noCode: "No room with that code. Check it and try again.",
  tooMany: "Too many wrong codes. Wait a minute and try again.",
  unreachable: "Can’t reach the server. Retrying…",
  recent: "Recent rooms",
  people: { one: "{count} person now", other: "{count} people now" },
  forget: "Forget {room}",
  forgotten: "{room} is forgotten on this device",
} as const satisfies Words;

const t = speak(en, "landing");

/** A link that leads nowhere now is still found by keys, and says why. */
const STUCK = {
  role: "link",
  tabIndex: 0,
  "aria-disabled": true,
  "aria-describedby": "unreachable",
} as const;

/** Time between two tries while the server cannot be reached, in ms. */
const RETRY_MS = 3_000;

/** Time between two looks at who is in the recent rooms, in ms. */
const LOOK_MS = 15_000;

/** The front page: one tap to a canvas of one's own, or into somebody's room. */
export function Landing() {
  const [fresh] = useState(() => inventRoom());
  const [isThere, lose] = useServer();
  return (
    <main class="landing">
      <Backdrop />
      <h1 class="word-mark">
        <Mark />
        easel
      </h1>
      <p class="tagline">{t("tagline")}</p>
      <a class="button button-main button-large" {...(isThere ? { href: pathOf(fresh) } : STUCK)}>
        {t("start")}
      </a>
      {!isThere && (
        <p class="error" role="alert" id="unreachable">
          {t("unreachable")}
        </p>
      )}
      <Join onLost={lose} />
      <nav class="more-links">
        <a class="more-link" href="/c">
          {t("teach")}
        </a>
        <a class="more-link" href="/gallery">
          {t("gallery")}
        </a>
      </nav>
      <Recent />
    </main>
  );
}

/** A drawing behind it all, once the page itself is there. */
function Backdrop() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(
    () =>
      whenIdle(() => {
        const isStill =
          choices.get().motion === "less" || matchMedia("(prefers-reduced-motion: reduce)").matches;
        import("./backdrop").then(({ drawBackdrop }) => {
          if (canvas.current) drawBackdrop(canvas.current, isStill);
        }, console.error);
      }),
    [],
  );
  return (
    <div class="backdrop" aria-hidden="true">
      <canvas ref={canvas} width={1} height={1} />
    </div>
  );
}

function Join({ onLost }: { onLost: () => void }) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<"empty" | LookupError | null>(null);
  const join = async (): Promise<void> => {
    const typed = field.current?.value ?? "";
    const found = await foundByTyping(typed);
    if (found && !("error" in found)) {
      // A class asks for a name first.
      location.assign("room" in found ? pathOf(found.room) : `/j/${codeTyped(typed)}`);
      return;
    }
    const next = found?.error ?? "empty";
    setError(next);
    if (next === "unreachable") onLost();
    else field.current?.focus();
  };
  useEffect(() => {
    if (error !== "unreachable") return;
    const timer = setInterval(() => void join(), RETRY_MS);
    return () => clearInterval(timer);
  }, [error]);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void join();
  };
  return (
    <form class="join" onSubmit={submit} noValidate>
      <label class="join-label" for={`${id}-room`}>
        {t("name")}
      </label>
      <div class="join-row">
        <input
          ref={field}
          class="field"
          id={`${id}-room`}
          name="room"
          placeholder={t("example")}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-invalid={error !== null && error !== "unreachable"}
          aria-describedby={error === "unreachable" ? error : error ? `${id}-error` : undefined}
          onInput={() => setError(null)}
        />
        <button type="submit" class="button">
          {t("join")}
        </button>
      </div>
      {error && error !== "unreachable" && (
        <p class="error" role="alert" id={`${id}-error`}>
          {t(error)}
        </p>
      )}
    </form>
  );
}

function Recent() {
  const [rooms, setRooms] = useState(recentRooms);
  const [said, setSaid] = useState("");
  const forget = (room: string): void => {
    const left = rooms.filter((other) => other !== room);
    keepRooms(left);
    setRooms(left);
    setSaid(t("forgotten", { room }));
  };
  return (
    <>
      {rooms.length > 0 && (
        <section class="recent" aria-labelledby="recent-title">
          <h2 id="recent-title">{t("recent")}</h2>
          <ul class="cards">
            {rooms.map((room) => (
              <Card key={room} room={room} onForget={() => forget(room)} />
            ))}
          </ul>
        </section>
      )}
      <p class="unseen" role="status">
        {said}
      </p>
    </>
  );
}

function Card({ room, onForget }: { room: string; onForget: () => void }) {
  // A room that was never drawn in has no picture: blank paper says the same.
  const [isBlank, setIsBlank] = useState(false);
  return (
    <li class="card">
      <a class="card-link" href={pathOf(room)}>
        <span class="card-picture">
          {!isBlank && (
            <img
              src={pictureOf(room)}
              alt=""
              width={1920}
              height={1080}
              loading="lazy"
              decoding="async"
              onError={() => setIsBlank(true)}
            />
          )}
        </span>
        <span class="card-name">{room}</span>
        <People room={room} />
      </a>
      <IconButton
        icon="close"
        class="card-forget"
        label={t("forget", { room })}
        onClick={onForget}
      />
    </li>
  );
}

/** How many are in a room now, if anybody is. */
function People({ room }: { room: string }) {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let isHere = true;
    const look = async (): Promise<void> => {
      const found = await peopleIn(room);
      if (isHere) setCount(found ?? 0);
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      isHere = false;
      clearInterval(timer);
    };
  }, [room]);
  return count > 0 ? <span class="card-people">{t("people", { count })}</span> : null;
}
