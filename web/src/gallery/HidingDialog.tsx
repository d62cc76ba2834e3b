import { useEffect, useId, useRef, useState } from "preact/hooks";
import forms from "../styles/forms.css?inline";
import type { Tell } from "../tell";
import { Dialog } from "../ui/Dialog";
import { wear } from "../wear";
import { reasonOf } from "./ask";
import { type Call, type Person, peopleOf, previewOf, type Veil, veil } from "./hiding";
import css from "./hiding.css?inline";
import { t } from "./hidingWords";
import { People } from "./People";
import { Preview } from "./Preview";
import { Since } from "./Since";
import { t as say } from "./words";

wear(forms);
wear(css);

/** What the dialog needs. */
export interface HidingProps {
  room: string;
  /** Who asks, where that is not the tab as it was left. */
  token?: string;
  /** Whose work, if that is known already. */
  author?: string;
  /** The place that is shown. */
  seq: number;
  /** How people are called where one comes from. */
  call: Call;
  tell: Tell;
  /** The room looks different now. */
  onDone: () => void;
  onClose: () => void;
}

/** Asks whose work is hidden and since when, and shows how that would look. */
export function HidingDialog(props: HidingProps) {
  const { room, seq, call, onClose } = props;
  const [people, setPeople] = useState<Person[] | null>(null);
  const [author, setAuthor] = useState<string | null>(props.author ?? null);
  const [since, setSince] = useState(0);
  const [reason, setReason] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const fail = (error: unknown): void => setReason(say(reasonOf(error)));
  const load = (): void => {
    setReason(null);
    peopleOf(room, call).then(setPeople, fail);
  };
  useEffect(load, [room]);
  const person = people?.find((one) => one.author === author);
  const act = async (wish: Veil, { name }: Person): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    setReason(null);
    await done(props, wish, name).then(() => form.current?.closest("dialog")?.close(), fail);
    setIsBusy(false);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (person) void act({ author: person.author, since }, person);
    else if (people) setReason(t("nobody"));
    else load();
  };
  return (
    <Dialog title={t("title")} isWide onClose={onClose}>
      <form class="hiding" ref={form} onSubmit={submit} aria-describedby={`${id}-how`} noValidate>
        <p id={`${id}-how`}>{t("how")}</p>
        <div class="hiding-asked">
          <People
            people={people}
            chosen={props.author}
            onChoose={(chosen) => {
              setAuthor(chosen);
              setReason(null);
            }}
            onAgain={(one) => void act({ author: one.author, lifts: true }, one)}
          />
          <Since seq={seq} onChoose={setSince} />
        </div>
        <div class="hiding-preview">
          {person ? (
            <Preview src={previewOf(room, { author: person.author, since })} name={person.name} />
          ) : (
            <p>{people || reason ? t("choose") : say("loading")}</p>
          )}
        </div>
        <p class="error" role="alert">
          {reason}
        </p>
        <div class="dialog-answers">
          <button type="submit" class="button button-main" aria-disabled={isBusy}>
            {people || !reason ? t(isBusy ? "busy" : "yes") : say("retry")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Does it, and tells that it is done. */
async function done(props: HidingProps, wish: Veil, name: string): Promise<void> {
  const { room, token, tell, onDone } = props;
  const { author, lifts } = wish;
  await veil(room, wish, token);
  onDone();
  if (lifts) {
    tell({ text: t("shown", { name }) });
    return;
  }
  const again = (): void => {
    done(props, { author, lifts: true }, name).catch((error) =>
      tell({ text: say(reasonOf(error)), kind: "failed", state: "failed" }),
    );
  };
  tell({ text: t("done", { name }), action: { label: t("again"), act: again } });
}
