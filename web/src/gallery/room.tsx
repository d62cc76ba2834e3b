import type { Drawing } from "../drawing";
import { mayPaint } from "../roomView";
import { tellIn } from "../tell";
import { t } from "./momentWords";
import { NameDialog } from "./NameDialog";
import { SaveDialog } from "./SaveDialog";

interface PartProps {
  drawing: Drawing;
  onClose: () => void;
}

/** Saves the canvas as it is now. */
export function SaveRoom({ drawing, onClose }: PartProps) {
  const action = { label: t("save.open"), act: () => location.assign("/gallery") };
  const tell = (text: string) => tellIn(drawing)({ text, action });
  return <SaveDialog room={drawing.room} onSaved={tell} onClose={onClose} />;
}

/** Begins a part of the room's history. */
export function ChapterDialog({ drawing, onClose }: PartProps) {
  const begin = async (title: string): Promise<string | null> => {
    const { client } = drawing;
    const { status } = client.view.get();
    if (!mayPaint(client.view.get())) return t("chapter.refused");
    client.ask({ n: null, kind: "chapter", title });
    const text = status === "live" ? t("chapter.done", { title }) : t("chapter.later");
    tellIn(drawing)({ text });
    return null;
  };
  return (
    <NameDialog
      title={t("chapter.title")}
      name=""
      yes={t("chapter.yes")}
      note={t("chapter.how")}
      onName={begin}
      onClose={onClose}
    />
  );
}
