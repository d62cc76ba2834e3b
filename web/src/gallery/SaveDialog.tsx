import { reasonOf } from "./ask";
import { t } from "./momentWords";
import { NameDialog } from "./NameDialog";
import { dayOf } from "./numbers";
import { change, save, TITLE_MAX } from "./saved";
import { t as sorry } from "./words";

interface SaveDialogProps {
  room: string;
  /** Its name until now, where it has one. */
  name?: string;
  /** The place in the journal; without one it is now. */
  at?: number;
  onSaved: (text: string) => void;
  onClose: () => void;
}

/** Gives a moment of a room a name in the gallery. */
export function SaveDialog({ room, name, at, onSaved, onClose }: SaveDialogProps) {
  const keep = async (title: string, form: FormData): Promise<string | null> => {
    try {
      const canvas = await save(room, title, at);
      const isAsWished = !form.has("public") || (await publish(canvas.id));
      onSaved(t(isAsWished ? "save.done" : "save.half"));
      return null;
    } catch (error) {
      return sorry(reasonOf(error));
    }
  };
  return (
    <NameDialog
      title={t("save.title")}
      name={titleOf(name ?? room)}
      yes={t("save.yes")}
      onName={keep}
      onClose={onClose}
    >
      <label class="choice">
        <input type="checkbox" name="public" />
        {t("save.public")}
      </label>
    </NameDialog>
  );
}

/** Whether it could be: it is saved already, so that this is no reason to save it again. */
async function publish(id: string): Promise<boolean> {
  return change(id, { public: true }).then(
    () => true,
    () => false,
  );
}

/** A name and today. */
function titleOf(name: string): string {
  const day = ` · ${dayOf(Date.now())}`;
  return name.slice(0, TITLE_MAX - day.length) + day;
}
