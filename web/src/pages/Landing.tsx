import { useId, useState } from "preact/hooks";
import { speak } from "../i18n";
import { inventRoom } from "../invent";
import { keepRooms, pathOf, pictureOf, recentRooms } from "../rooms";
import css from "../styles/landing.css?inline";
import { normalizeRoom } from "../typed";
import { IconButton } from "../ui/Button";
import { Mark } from "../ui/Mark";
import { wear } from "../wear";

wear(css);

const t = speak({
  tagline: "Draw together, right now.",
  start: "Start drawing",
  name: "Room name",
  join: "Join",
  example: "quiet-otter-42",
  empty: "Type a room name: letters, digits and dashes.",
  recent: "Recent rooms",
  forget: "Forget {room}",
  forgotten: "{room} is forgotten on this device",
});

/** The front page: one tap to a canvas of one's own, or into somebody's room. */
export function Landing() {
  const [fresh] = useState(() => inventRoom());
  return (
    <main class="landing">
      <h1 class="word-mark">
        <Mark />
        easel
      </h1>
      <p class="tagline">{t("tagline")}</p>
      <a class="button button-main button-large" href={pathOf(fresh)}>
        {t("start")}
      </a>
      <Join />
      <Recent />
    </main>
  );
}

function Join() {
  const id = useId();
  const [isEmpty, setIsEmpty] = useState(false);
  const join = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem("room");
    if (!(field instanceof HTMLInputElement)) return;
    const room = normalizeRoom(field.value);
    setIsEmpty(room === null);
    if (room === null) field.focus();
    else location.assign(pathOf(room));
  };
  return (
    <form class="join" onSubmit={join} noValidate>
      <label class="join-label" for={`${id}-room`}>
        {t("name")}
      </label>
      <div class="join-row">
        <input
          class="field"
          id={`${id}-room`}
          name="room"
          placeholder={t("example")}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-invalid={isEmpty}
          aria-describedby={isEmpty ? `${id}-error` : undefined}
          onInput={() => setIsEmpty(false)}
        />
        <button type="submit" class="button">
          {t("join")}
        </button>
      </div>
      {isEmpty && (
        <p class="error" role="alert" id={`${id}-error`}>
          {t("empty")}
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
