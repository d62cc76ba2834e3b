import { useId, useState } from "preact/hooks";
import { t } from "../i18n";
import { inventRoom } from "../invent";
import { forgetRoom, normalizeRoom, pathOf, pictureOf, recentRooms } from "../rooms";
import { IconButton } from "../ui/Button";
import { Mark } from "../ui/Mark";

/** The front page: one tap to a canvas of one's own, or into somebody's room. */
export function Landing() {
  const [fresh] = useState(() => inventRoom());
  return (
    <main class="landing">
      <h1 class="word-mark">
        <Mark />
        easel
      </h1>
      <p class="tagline">{t("app.tagline")}</p>
      <a class="button button-main button-large" href={pathOf(fresh)}>
        {t("app.start")}
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
        {t("join.label")}
      </label>
      <div class="join-row">
        <input
          class="field"
          id={`${id}-room`}
          name="room"
          placeholder={t("join.example")}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-invalid={isEmpty}
          aria-describedby={isEmpty ? `${id}-error` : undefined}
          onInput={() => setIsEmpty(false)}
        />
        <button type="submit" class="button">
          {t("join.button")}
        </button>
      </div>
      {isEmpty && (
        <p class="error" role="alert" id={`${id}-error`}>
          {t("join.empty")}
        </p>
      )}
    </form>
  );
}

function Recent() {
  const [rooms, setRooms] = useState(recentRooms);
  const [said, setSaid] = useState("");
  const forget = (room: string): void => {
    setRooms(forgetRoom(room));
    setSaid(t("recent.removed", { room }));
  };
  return (
    <>
      {rooms.length > 0 && (
        <section class="recent" aria-labelledby="recent-title">
          <h2 id="recent-title">{t("recent.title")}</h2>
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
        label={t("recent.remove", { room })}
        onClick={onForget}
      />
    </li>
  );
}
