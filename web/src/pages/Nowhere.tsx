import { speak, t } from "../i18n";
import css from "../styles/landing.css?inline";
import { wear } from "../wear";

wear(css);

const own = speak({ lost: "There is nothing here." });

/** A path that leads to no page. */
export function Nowhere() {
  return (
    <main class="landing">
      <h1>{own("lost")}</h1>
      <a class="button button-main" href="/">
        {t("app.home")}
      </a>
    </main>
  );
}
