import { NameDialog } from "../../gallery/NameDialog";
import { Question } from "../../ui/Question";
import { useWhole } from "../../ui/useWhole";
import { wear } from "../../wear";
import { t } from "../words";
import { CollectDialog } from "./CollectDialog";
import type { ClassDesk } from "./desk";
import css from "./over.css?inline";
import { QrDialog } from "./QrDialog";

wear(css);

/** What lies over the console, if anything. */
export function Over({ desk }: { desk: ClassDesk }) {
  const { shown } = useWhole(desk.over);
  const close = (): void => desk.close();
  if (shown.kind === "collect") return <CollectDialog desk={desk} />;
  if (shown.kind === "qr") return <QrDialog desk={desk} />;
  if (shown.kind === "rename") return <Rename desk={desk} />;
  if (shown.kind === "end") {
    return (
      <Question
        question={t("end.question")}
        note={t("end.note")}
        yes={t("end.yes")}
        no={t("cancel")}
        isDanger
        onYes={() => desk.change({ phase: "ended" })}
        onClose={close}
      />
    );
  }
  if (shown.kind === "clear") {
    const { pupils } = shown;
    return (
      <Question
        question={pupils ? t("clear.some", { count: pupils.length }) : t("clear.all")}
        note={t("clear.note")}
        yes={t("clear.yes")}
        no={t("cancel")}
        isDanger
        onYes={() => desk.clear(pupils)}
        onClose={close}
      />
    );
  }
  if (shown.kind !== "remove") return null;
  const { pupils } = shown;
  return (
    <Question
      question={t("remove.some", { count: pupils.length })}
      note={t("remove.note")}
      yes={t("remove.yes")}
      no={t("cancel")}
      isDanger
      onYes={() => desk.send({ type: "remove", pupils: [...pupils] })}
      onClose={close}
    />
  );
}

function Rename({ desk }: { desk: ClassDesk }) {
  const rename = async (title: string): Promise<string | null> =>
    desk.live.send({ type: "change", title }) ? null : t("lost");
  return (
    <NameDialog
      title={t("rename.title")}
      name={desk.live.seen.get().state?.title ?? ""}
      yes={t("rename.yes")}
      onName={rename}
      onClose={() => desk.close()}
    />
  );
}
