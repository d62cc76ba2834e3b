import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { useStore } from "../ui/useStore";
import { type Deed, deedsOf, reasonOf } from "./asking";
import { sentencesOf } from "./deeds";
import { timeOf } from "./times";
import { t } from "./words";

/** Deeds that are shown at first, and more each time. */
const PAGE = 20;

/** What hosts did and were told; null until it is known. */
interface Deeds {
  list: Deed[] | null;
  reason: string | null;
  /** Asks for them anew. */
  look: () => void;
}

/** What hosts did and were told, once it is known; asked for again with each report. */
export function useDeeds(drawing: Drawing): Deeds {
  const { view } = drawing.client;
  const [list, setList] = useState<Deed[] | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const reports = useStore(view, (room) => room.reports.length);
  const look = (): void => {
    named(drawing).then(setList, (error) => setReason(reasonOf(error)));
  };
  useEffect(() => {
    look();
    // Who looks at them has seen them.
    view.set({ reports: [] });
  }, [drawing, view, reports > 0]);
  return { list, reason, look };
}

/** Deeds with names of those who are here: the room knows only who said it before they drew. */
async function named(drawing: Drawing): Promise<Deed[]> {
  const [deeds, people] = await Promise.all([deedsOf(drawing), import("../people/open")]);
  const { presence } = people.companyOf(drawing);
  const nameOf = (author = ""): string | null => presence.author(author)?.name ?? null;
  return deeds.map((deed) => ({
    ...deed,
    name: deed.name ?? nameOf(deed.author),
    aboutName: deed.aboutName ?? nameOf(deed.about),
  }));
}

/** What people told the hosts, the newest first. */
export function ReportList({ deeds }: { deeds: Deed[] | null }) {
  const reports = deeds?.filter(({ what }) => what === "report") ?? [];
  const [shown, setShown] = useState(3);
  if (reports.length === 0) return null;
  return (
    <section class="host-group">
      <h3>{t("reports")}</h3>
      <ul class="host-reports">
        {reports.slice(0, shown).map((report) => (
          <li key={report.seq}>
            <p dir="auto">{report.words}</p>
            <small>{by(report)}</small>
          </li>
        ))}
      </ul>
      {reports.length > shown && <More onMore={() => setShown(shown + PAGE)} />}
    </section>
  );
}

function by({ name: called, about: whom, aboutName, at }: Deed): string {
  const [name, about] = [called ?? t("somebody"), aboutName ?? t("somebody")];
  return t(whom ? "report.byAbout" : "report.by", { name, about, time: timeOf(at) });
}

/** What hosts did, for whoever wants to know. */
export function DeedList({ deeds: { list: deeds, look } }: { deeds: Deeds }) {
  const [shown, setShown] = useState(PAGE);
  const done = deeds?.filter((deed) => sentencesOf(deed).length > 0) ?? [];
  return (
    <details class="host-group" onToggle={(event) => event.currentTarget.open && look()}>
      <summary>{t("deeds")}</summary>
      {!deeds && <p>{t("deeds.loading")}</p>}
      {deeds && done.length === 0 && <p>{t("deeds.none")}</p>}
      <ol class="host-deeds">
        {done.slice(0, shown).map((deed) => (
          <li key={deed.seq}>
            {sentencesOf(deed).join(" · ")} <small>{timeOf(deed.at)}</small>
          </li>
        ))}
      </ol>
      {done.length > shown && <More onMore={() => setShown(shown + PAGE)} />}
    </details>
  );
}

function More({ onMore }: { onMore: () => void }) {
  return (
    <button type="button" class="button" onClick={onMore}>
      {t("deeds.more")}
    </button>
  );
}
