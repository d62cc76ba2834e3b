import { speak, type Words } from "../i18n";
import css from "../styles/landing.css?inline";
import { wear } from "../wear";

wear(css);

/** The words of this page, in English. */
export const en = {
  lost: "There is nothing here.",
  home: "Back to start",
} as const satisfies Words;

const t = speak(en, "nowhere");

/** A path that leads to no page. */
export function Nowhere() {
  return (
    <main class="landing">
      <h1>{t("lost")}</h1>
      <a class="button button-main" href="/">
        {t("home")}
      </a>
    </main>
  );
}
