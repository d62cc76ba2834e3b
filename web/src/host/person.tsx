/** What can be done about one person: each deed with its words, and the way back where there is one. */

import type { Drawing } from "../drawing";
import type { Call } from "../gallery/hiding";
import { LateHiding } from "../gallery/LateHiding";
import { AUTHOR_COLORS } from "../people/colors";
import { tellIn } from "../tell";
import { Question } from "../ui/Question";
import { appoint, reasonOf } from "./asking";
import { showOver } from "./over";
import { ReportDialog } from "./ReportDialog";
import { keepOut, letIn, type Whom } from "./ranking";
import { t, type Word } from "./words";

/** Asks, and removes somebody. */
export function remove(drawing: Drawing, whom: Whom): void {
  const { name } = whom;
  const yes = (): void => {
    keepOut(drawing, whom);
    const action = { label: t("again"), act: () => letIn(drawing, whom) };
    tellIn(drawing)({ text: t("remove.done", { name }), action });
  };
  ask({ question: "remove.question", note: "remove.note", yes: "remove.yes" }, name, yes, true);
}

/** Asks, and makes somebody a host. */
export function makeHost(drawing: Drawing, { author, name }: Whom): void {
  const tell = tellIn(drawing);
  const yes = (): void => {
    appoint(drawing, author).then(
      () => tell({ text: t("host.done", { name }) }),
      (error) => tell({ text: reasonOf(error), kind: "failed", state: "failed" }),
    );
  };
  ask({ question: "host.question", note: "host.note", yes: "host.yes" }, name, yes);
}

/** Hides what somebody drew. */
export function hide(drawing: Drawing, { author }: Whom): void {
  const { room, token, client } = drawing;
  showOver((close) => (
    <LateHiding
      {...{ room, token, author }}
      call={call}
      seq={client.view.get().seq}
      tell={tellIn(drawing)}
      onDone={() => {}}
      onClose={close}
    />
  ));
}

/** How those who drew are called, also those who never said. */
const call: Call = (authors) =>
  authors.map((author, at) => ({
    ...author,
    name: author.name ?? `${t("somebody")} ${at + 1}`,
    color: author.color ?? AUTHOR_COLORS[at % AUTHOR_COLORS.length]!.color,
  }));

/** Asks what there is to report about somebody. */
export function report(drawing: Drawing, whom: Whom): void {
  showOver((close) => <ReportDialog drawing={drawing} whom={whom} onClose={close} />);
}

function ask(
  words: Record<"question" | "note" | "yes", Word>,
  name: string,
  onYes: () => void,
  isDanger = false,
): void {
  showOver((close) => (
    <Question
      question={t(words.question, { name })}
      note={t(words.note)}
      yes={t(words.yes)}
      no={t("cancel")}
      isDanger={isDanger}
      onYes={onYes}
      onClose={close}
    />
  ));
}
