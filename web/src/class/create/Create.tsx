import { useEffect, useId, useState } from "preact/hooks";
import forms from "../../styles/forms.css?inline";
import landing from "../../styles/landing.css?inline";
import { Mark } from "../../ui/Mark";
import { wear } from "../../wear";
import { Choices } from "./Choices";
import css from "./create.css?inline";
import { Known } from "./Known";
import { blankWish, create, type Wish } from "./making";
import { t, type Word } from "./words";

wear(forms);
wear(landing);
wear(css);

/** Letters of a title. */
const TITLE_MAX = 80;

/** Where a class begins, and where those of this device are found again. */
export function Create() {
  useEffect(() => {
    document.title = t("title");
  }, []);
  return (
    <main class="landing teach">
      <header class="teach-head">
        <a class="teach-home" href="/" aria-label={t("home")}>
          <Mark />
        </a>
        <h1>{t("title")}</h1>
      </header>
      <Form />
      <Known />
    </main>
  );
}

function Form() {
  const id = useId();
  const [wish, setWish] = useState<Wish>(blankWish);
  const [error, setError] = useState<Word | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const change = (part: Partial<Wish>): void => {
    setWish({ ...wish, ...part });
    setError(null);
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    const answer = await create(wish);
    if ("error" in answer) {
      setError(answer.error);
      setIsBusy(false);
      if (answer.error === "name.empty") document.getElementById(`${id}-name`)?.focus();
    } else location.assign(`/c/${answer.class}`);
  };
  const isNameless = error === "name.empty";
  return (
    <form class="teach-form" onSubmit={(event) => void submit(event)} noValidate>
      <label class="join-label" for={`${id}-name`}>
        {t("name")}
      </label>
      <input
        class="field"
        id={`${id}-name`}
        value={wish.title}
        maxLength={TITLE_MAX}
        placeholder={t("name.example")}
        autocomplete="off"
        aria-invalid={isNameless}
        aria-describedby={isNameless ? `${id}-error` : undefined}
        onInput={(event) => change({ title: event.currentTarget.value })}
      />
      <Choices wish={wish} onChange={change} />
      <p class="error" role="alert" id={`${id}-error`}>
        {error && t(error)}
      </p>
      <button type="submit" class="button button-main button-large" aria-disabled={isBusy}>
        {t(isBusy ? "busy" : "create")}
      </button>
    </form>
  );
}
