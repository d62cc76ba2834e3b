import { useEffect, useRef, useState } from "preact/hooks";
import { pathOf } from "../rooms";
import { Store } from "../store";
import forms from "../styles/forms.css?inline";
import { type Teller, tellIn } from "../tell";
import { Menu, MenuItem } from "../ui/Menu";
import { Question } from "../ui/Question";
import { Voice } from "../voice";
import { wear } from "../wear";
import { reasonOf } from "./ask";
import { hostKey } from "./host";
import { t } from "./momentWords";
import { SaveDialog } from "./SaveDialog";
import { branch, restore } from "./saved";
import { Told } from "./Told";
import { t as say } from "./words";

wear(forms);

interface MomentProps {
  room: string;
  /** The place in the room's journal that is shown. */
  seq: number;
  /** What the recording is called. */
  title: string;
}

/** What lies over the player; the moment is the one that was shown when it was opened. */
type Over = { kind: "menu" | "save" | "restore"; seq: number };

/** What can be done with the moment that a player shows: a button with a menu. */
export function MomentMenu({ room, seq, title }: MomentProps) {
  const [over, setOver] = useState<Over | null>(null);
  const [teller] = useState<Teller>(() => ({
    voice: new Voice(),
    notes: new Store({ toasts: null }),
  }));
  const [show] = useState(() => tellIn(teller));
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => () => teller.voice.dispose(), [teller]);
  const open = (kind: Over["kind"]): void => setOver({ kind, seq: over?.seq ?? seq });
  // Only what is still shown may be put away: a menu closes after it has opened a dialog.
  const close = (kind: Over["kind"]) => () => setOver((now) => (now?.kind === kind ? null : now));
  const told = (text: string, label: string, path: string): void => {
    show({ text, action: { label, act: () => location.assign(path) } });
  };
  const tell = (error: unknown) =>
    show({ text: say(reasonOf(error)), kind: "failed", state: "failed" });
  const copy = (from: number): void => {
    const told = show({ text: say("copy.busy"), state: "busy" });
    branch(room, from)
      .then((made) => location.assign(pathOf(made)), tell)
      .finally(told);
  };
  const bringBack = (to: number): void => {
    const done = () => told(t("restore.done"), t("restore.open"), pathOf(room));
    restore(room, to).then(done, tell);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button"
        title={t("moment.label")}
        aria-haspopup="menu"
        aria-expanded={over?.kind === "menu"}
        onClick={() => open("menu")}
      >
        {t("moment.button")}
      </button>
      {over?.kind === "menu" && (
        <Menu label={t("moment.label")} opener={button.current} onClose={close("menu")}>
          <MenuItem onChoose={() => copy(over.seq)}>{t("moment.copy")}</MenuItem>
          <MenuItem onChoose={() => open("save")}>{t("moment.save")}</MenuItem>
          {hostKey(room) !== null && (
            <MenuItem onChoose={() => open("restore")}>{t("moment.restore")}</MenuItem>
          )}
        </Menu>
      )}
      {over?.kind === "save" && (
        <SaveDialog
          room={room}
          name={title}
          at={over.seq}
          onSaved={(text) => told(text, t("save.open"), "/gallery")}
          onClose={close("save")}
        />
      )}
      {over?.kind === "restore" && (
        <Question
          question={t("restore.question")}
          note={t("restore.note")}
          yes={t("restore.yes")}
          no={say("cancel")}
          onYes={() => bringBack(over.seq)}
          onClose={close("restore")}
        />
      )}
      <Told teller={teller} />
    </>
  );
}
