import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { speak } from "../i18n";
import type { Company } from "../people/company";
import { pathOf, pictureOf } from "../rooms";
import { useStore } from "../ui/useStore";
import { r } from "./rights";
import { t } from "./words";

// As people say it.
const ofPeople = speak({ "hand.raise": "Raise hand", "hand.lower": "Lower hand" }, "people");

/** The bar of who only watches. */
export function WatchBar({ drawing }: { drawing: Drawing }) {
  const { client, room, watch } = drawing;
  const isBlank = useStore(client.view, (view) => view.seq === 0);
  return (
    <div class="bar watch-bar">
      <span>{watch ? t("watch.note") : r("watch.ask")}</span>
      {!watch && <AskButton drawing={drawing} />}
      {watch && (
        <a class="button" href={pathOf(room)}>
          {t("watch.draw")}
        </a>
      )}
      {!isBlank && (
        <a class="button" href={pictureOf(room)} download={`${room}.png`}>
          {t("watch.export")}
        </a>
      )}
    </div>
  );
}

/** Raises the hand; there once the script of people is. */
function AskButton({ drawing }: { drawing: Drawing }) {
  const [company, setCompany] = useState<Company | null>(null);
  useEffect(() => {
    import("../people/open").then((open) => setCompany(open.companyOf(drawing)), console.error);
  }, [drawing]);
  return company && <HandButton company={company} />;
}

function HandButton({ company }: { company: Company }) {
  const isUp = useStore(company.own, ({ hand }) => hand);
  return (
    <button
      type="button"
      class="button button-main"
      aria-pressed={isUp}
      onClick={() => company.turnHand()}
    >
      {ofPeople(isUp ? "hand.lower" : "hand.raise")}
    </button>
  );
}
