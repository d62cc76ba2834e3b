import { t } from "../i18n";

/** A path that leads to no page. */
export function Nowhere() {
  return (
    <main class="landing">
      <h1>{t("app.lost")}</h1>
      <a class="button button-main" href="/">
        {t("app.home")}
      </a>
    </main>
  );
}
