import type { Person } from "../protocol";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import type { Company } from "./company";
import { useOthers } from "./useCompany";
import { t } from "./words";

/** Whom this page follows, if they are here. */
function useFollowed(company: Company): Person | null {
  const follows = useStore(company.follow.state, (state) => state.follows);
  useWhole(company.presence.here);
  return company.presence.person(follows);
}

/** Around the desk, in the colour of whoever is followed. */
export function Frame({ company }: { company: Company }) {
  const followed = useFollowed(company);
  if (!followed) return null;
  return <div class="frame" style={{ "--ink": followed.color }} aria-hidden="true" />;
}

/** Who is followed, or could be; and that this page presents. */
export function Banners({ company }: { company: Company }) {
  const followed = useFollowed(company);
  const { presents, declined } = useWhole(company.follow.state);
  const presenter = useOthers(company).find((person) => person.presents);
  if (followed) return <Followed company={company} person={followed} />;
  if (presents) return <Presenting company={company} />;
  if (!presenter || presenter.client === declined) return null;
  return <Offer company={company} person={presenter} />;
}

function Followed({ company, person }: { company: Company; person: Person }) {
  return (
    <p class="banner offer">
      {t("follow.is", { name: person.name })}
      <button type="button" class="button" onClick={() => company.follow.stop()}>
        {t("follow.stopKeys")}
      </button>
    </p>
  );
}

function Presenting({ company }: { company: Company }) {
  return (
    <p class="banner offer">
      {t("present.mine")}
      <button type="button" class="button" onClick={() => company.follow.present(false)}>
        {t("present.stop")}
      </button>
    </p>
  );
}

function Offer({ company, person }: { company: Company; person: Person }) {
  return (
    <p class="banner offer">
      {t("present.is", { name: person.name })}
      <button
        type="button"
        class="button button-main"
        aria-label={t("people.followWho", { name: person.name })}
        onClick={() => company.follow.start(person)}
      >
        {t("people.follow")}
      </button>
      <button type="button" class="button" onClick={() => company.follow.decline(person)}>
        {t("present.dismiss")}
      </button>
    </p>
  );
}
