/** Reports that come in while a host is here. */

import type { Drawing } from "../drawing";
import type { Report } from "../protocol";
import type { Tell } from "../tell";
import { t } from "./houseWords";

/** Letters of a report that a short message shows. */
const SHOWN_MAX = 120;

/** Shows each as it comes, until the answer is called. */
export function hearReports(drawing: Drawing, tell: Tell): () => void {
  const { view } = drawing.client;
  let seen = 0;
  const look = (): void => {
    const { reports, role } = view.get();
    const report = reports.at(-1);
    if (!report || role !== "host" || report.seq <= seen) return;
    seen = report.seq;
    const act = (): void => drawing.show("room");
    tell({ kind: "report", text: textOf(report), action: { label: t("report.show"), act } });
  };
  look();
  return view.subscribe(look);
}

function textOf({ name, about, aboutName, words }: Report): string {
  const short = words.length > SHOWN_MAX ? `${words.slice(0, SHOWN_MAX)}…` : words;
  const said = { name: name ?? t("somebody"), about: aboutName ?? t("somebody"), words: short };
  return t(about ? "report.about" : "report.is", said);
}
