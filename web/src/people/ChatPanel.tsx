import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "../ui/Button";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import { wear } from "../wear";
import css from "./chat.css?inline";
import type { Company } from "./company";
import { Picture } from "./Pictures";
import { r } from "./ranks";
import type { Line } from "./talk";
import { t } from "./words";

wear(css);

/** What is said in the room: beside the paper, or over it on a phone. */
export function ChatPanel({ company }: { company: Company }) {
  const { talk } = company;
  const before = useRef(document.activeElement);
  const close = (): void => {
    talk.open(false);
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  return (
    <section
      class="chat"
      aria-labelledby="chat-title"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      }}
    >
      <header class="chat-head">
        <h2 id="chat-title">{t("chat.button")}</h2>
        <IconButton icon="close" label={t("chat.close")} onClick={close} />
      </header>
      <Lines company={company} />
      <Field company={company} />
    </section>
  );
}

function Lines({ company }: { company: Company }) {
  const { lines, waiting } = useWhole(company.talk.state);
  const { name, color } = useWhole(company.own);
  useWhole(company.presence.here);
  const list = useRef<HTMLDivElement>(null);
  // The newest line is what one wants to see.
  useLayoutEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines, waiting]);
  const colorOf = ({ author }: Line): string | null => company.presence.colorOf(author);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keys too
    <div ref={list} class="lines" role="log" aria-label={t("chat.button")} tabIndex={0}>
      {lines.length + waiting.length === 0 && <p class="line-note">{t("chat.empty")}</p>}
      {lines.map((line) => (
        <Said
          key={line.seq}
          name={line.user}
          color={colorOf(line)}
          text={line.content}
          note={line.at ? clock(line.at) : null}
        />
      ))}
      {waiting.map((text, at) => (
        <Said key={`${at}`} name={name} color={color} text={text} note={t("chat.waits")} />
      ))}
    </div>
  );
}

interface SaidProps {
  name: string;
  color: string | null;
  text: string;
  note: string | null;
}

function Said({ name, color, text, note }: SaidProps) {
  return (
    <p class="line">
      <span class="line-head">
        <b class={color ? "line-name" : undefined} style={color ? { "--ink": color } : undefined}>
          {name}
        </b>
        {note && <span class="line-note">{note}</span>}
      </span>
      <span class="line-text" dir="auto">
        {text}
      </span>
    </p>
  );
}

function Field({ company }: { company: Company }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { view } = company.drawing.client;
  const isOff = useStore(view, ({ role, house }) => role !== "host" && !!house?.rules.quiet);
  const words = isOff ? r("chat.off") : t("chat.field");
  useEffect(() => field.current?.focus(), []);
  const send = (): void => {
    if (field.current && company.say(field.current.value)) field.current.value = "";
  };
  return (
    <form
      class="chat-field"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        class="field"
        rows={1}
        maxLength={company.drawing.client.limits.chatChars}
        placeholder={words}
        aria-label={words}
        disabled={isOff}
        dir="auto"
        onKeyDown={(event) => {
          // While letters are composed, Enter takes them.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button
        type="submit"
        class="tool"
        disabled={isOff}
        aria-label={t("chat.send")}
        title={t("chat.send")}
      >
        <Picture of="send" />
      </button>
    </form>
  );
}

function clock(time: Date): string {
  const language = document.documentElement.lang || undefined;
  return time.toLocaleTimeString(language, { hour: "numeric", minute: "2-digit" });
}
