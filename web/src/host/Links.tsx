import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import type { Role } from "../protocol";
import { copyText } from "../share/copying";
import { type FreshPass, linkOf, makePass, type Pass, takePass } from "./asking";
import { timeOf } from "./times";
import type { Passes } from "./usePasses";
import { t, type Word } from "./words";

const ROLES: Role[] = ["viewer", "painter", "host"];

/** When a link ends, in seconds. */
const SPANS = { never: undefined, hour: 3_600, day: 86_400, week: 604_800 } as const;

type SpanName = keyof typeof SPANS;

const SPAN_NAMES = Object.keys(SPANS) as SpanName[];

/** Letters of a title. */
const TITLE_MAX = 80;

interface LinksProps {
  drawing: Drawing;
  passes: Passes;
}

/** The links that let people in, and one more. */
export function Links({ drawing, passes }: LinksProps) {
  const [fresh, setFresh] = useState<FreshPass | null>(null);
  const [said, setSaid] = useState<Word | null>(null);
  const take = async (id: number): Promise<void> => {
    setSaid(null);
    try {
      await takePass(drawing, id);
      if (fresh?.id === id) setFresh(null);
      setSaid("link.taken");
      await passes.look();
    } catch (error) {
      passes.fail(error);
    }
  };
  const make = async (form: FormData): Promise<void> => {
    const role = ROLES.find((one) => one === form.get("role")) ?? "viewer";
    const span = SPAN_NAMES.find((one) => one === form.get("until")) ?? "never";
    const wish = { role, title: String(form.get("title")).trim(), seconds: SPANS[span] };
    setSaid(null);
    try {
      setFresh(await makePass(drawing, wish));
      await passes.look();
    } catch (error) {
      passes.fail(error);
    }
  };
  return (
    <section class="host-group">
      <h3>{t("links")}</h3>
      <PassList list={passes.list} onTake={(id) => void take(id)} />
      <Maker onMake={(form) => void make(form)} />
      {fresh && <Fresh key={fresh.id} link={linkOf(drawing, fresh.key)} onSaid={setSaid} />}
      <p class="outcome" role="status">
        {said && t(said)}
      </p>
    </section>
  );
}

function PassList({ list, onTake }: { list: Passes["list"]; onTake: (id: number) => void }) {
  if (!list) return null;
  // Somebody always began the room: a link of theirs alone was made by nobody.
  if (list.every(({ yours }) => yours)) return <p>{t("links.none")}</p>;
  return (
    <ul class="host-list">
      {list.map((pass) => (
        <li key={pass.id}>
          <span>
            <bdi>{nameOf(pass)}</bdi> <small>{factsOf(pass)}</small>
          </span>
          {!pass.yours && (
            <button
              type="button"
              class="button"
              aria-label={t("link.takeOf", { link: nameOf(pass) })}
              onClick={() => onTake(pass.id)}
            >
              {t("link.take")}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

const nameOf = ({ role, title }: Pass): string => title || t(`link.${role}`);

function factsOf({ role, title, made, until, yours }: Pass): string {
  const facts = [
    title && t(`link.${role}`),
    yours && t("link.yours"),
    until ? t("link.ends", { time: timeOf(until) }) : t("link.made", { time: timeOf(made) }),
  ];
  return facts.filter(Boolean).join(" · ");
}

/** What kind of link. */
function Maker({ onMake }: { onMake: (form: FormData) => void }) {
  return (
    <form
      class="host-maker"
      onSubmit={(event) => {
        event.preventDefault();
        onMake(new FormData(event.currentTarget as HTMLFormElement));
      }}
    >
      <label>
        {t("link.role")}
        <select class="field" name="role">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("link.until")}
        <select class="field" name="until">
          {SPAN_NAMES.map((span) => (
            <option key={span} value={span}>
              {t(`until.${span}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("link.title")}
        <input class="field" name="title" maxLength={TITLE_MAX} autocomplete="off" dir="auto" />
      </label>
      <button type="submit" class="button">
        {t("link.make")}
      </button>
    </form>
  );
}

/** A link that is shown once, and copied at once where that is allowed. */
function Fresh({ link, onSaid }: { link: string; onSaid: (word: Word) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const copy = async (): Promise<void> => {
    const done = await copyText(link);
    if (!done) field.current?.select();
    onSaid(done ? "link.copied" : "link.byHand");
  };
  useEffect(() => void copy(), [link]);
  return (
    <div class="row">
      <input
        ref={field}
        class="field"
        dir="ltr"
        readOnly
        value={link}
        aria-label={t("link.fresh")}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" class="button button-main" onClick={() => void copy()}>
        {t("link.copy")}
      </button>
    </div>
  );
}
