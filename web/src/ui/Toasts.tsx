import { useEffect, useRef } from "preact/hooks";
import { speak } from "../i18n";
import css from "../styles/toasts.css?inline";
import type { Teller } from "../tell";
import { type Shown, Toasts } from "../toasts";
import { wear } from "../wear";
import { IconButton } from "./Button";
import { useWhole } from "./useWhole";

// As dialogs say it.
const t = speak({ close: "Close" }, "dialog");

/** Each page has one list, whichever script asks for it first. */
const known = new WeakMap<Teller, Toasts>();

/** The toasts of a page, shown from here on. */
export function toastsOf(teller: Teller): Toasts {
  const before = known.get(teller);
  if (before) return before;
  wear(css);
  const toasts = new Toasts((text) => teller.voice.say(text));
  known.set(teller, toasts);
  teller.notes.set({ toasts: <List toasts={toasts} /> });
  return toasts;
}

/** The toasts, bottom centre. */
function List({ toasts }: { toasts: Toasts }) {
  const { shown } = useWhole(toasts.list);
  const list = useRef<HTMLUListElement>(null);
  const look = (): void => toasts.hold(list.current?.matches(":hover, :focus-within") ?? false);
  // One that goes takes the pointer or the focus with it, and tells nobody.
  useEffect(look, [shown]);
  return (
    <ul
      ref={list}
      class="toasts"
      onPointerEnter={look}
      onPointerLeave={look}
      onFocusIn={look}
      onFocusOut={look}
    >
      {shown.map((toast) => (
        <Item key={toast.id} {...toast} onGo={() => toasts.dismiss(toast.id)} />
      ))}
    </ul>
  );
}

function Item({ text, state, action, onGo }: Shown & { onGo: () => void }) {
  const act = (): void => {
    onGo();
    action?.act();
  };
  return (
    <li class="toast" data-state={state}>
      <span role={state === "failed" ? "alert" : undefined}>{text}</span>
      {action && (
        <button type="button" class="button" onClick={act}>
          {action.label}
        </button>
      )}
      {state === "failed" && <IconButton icon="close" label={t("close")} onClick={onGo} />}
    </li>
  );
}
