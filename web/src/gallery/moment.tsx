import { useEffect, useRef, useState } from "preact/hooks";
import { pathOf } from "../rooms";
import { Store } from "../store";
import forms from "../styles/forms.css?inline";
import { type Tell, type Teller, tellIn } from "../tell";
import { Menu, MenuItem } from "../ui/Menu";
import { Question } from "../ui/Question";
import { Voice } from "../voice";
import { wear } from "../wear";
import { reasonOf } from "./ask";
import type { Call } from "./hiding";
import { hostKey } from "./host";
import { LateHiding } from "./LateHiding";
import { t } from "./momentWords";
import { SaveDialog } from "./SaveDialog";
import { branch, restore } from "./saved";
import { Told } from "./Told";
import { t as say } from "./words";

wear(forms);

interface MomentProps {
  room: string;
  /** The place in the room's journal that is shown now. */
  seq: () => number;
  /** What the recording is called. */
  title: string;
  /** How the player calls those who drew. */
  call: Call;
  /** The room has another picture now than the recording knew. */
  onDone: () => void;
}

type Kind = "menu" | "save" | "restore" | "hide";

/** What lies over the player; the moment is the one that was shown when it was opened. */
interface Over {
  kind: Kind;
  seq: number;
}

/** What can be done with the moment that a player shows: a button with a menu. */
export function MomentMenu({ room, seq, title, call, onDone }: MomentProps) {
  const [over, setOver] = useState<Over | null>(null);
  const [teller] = useState<Teller>(() => ({
    voice: new Voice(),
    notes: new Store({ toasts: null }),
  }));
  const [tell] = useState(() => tellIn(teller));
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => () => teller.voice.dispose(), [teller]);
  const open = (kind: Kind): void => setOver({ kind, seq: over?.seq ?? seq() });
  // Only what is still shown may be put away: a menu closes after it has opened a dialog.
  const close = (kind: Kind) => () => setOver((now) => (now?.kind === kind ? null : now));
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
          <MenuItem onChoose={() => copy(tell, room, over.seq)}>{t("moment.copy")}</MenuItem>
          <MenuItem onChoose={() => open("save")}>{t("moment.save")}</MenuItem>
          <MenuItem onChoose={() => film(tell, room, over.seq)}>{t("moment.film")}</MenuItem>
          {hostKey(room) !== null && (
            <>
              <MenuItem onChoose={() => open("restore")}>{t("moment.restore")}</MenuItem>
              <MenuItem onChoose={() => open("hide")}>{t("moment.hide")}</MenuItem>
            </>
          )}
        </Menu>
      )}
      {over && (
        <Shown
          {...{ room, title, call, onDone, tell }}
          kind={over.kind}
          seq={over.seq}
          onClose={close(over.kind)}
        />
      )}
      <Told teller={teller} />
    </>
  );
}

/** A film of all up to a place; its dialog comes when it is asked for. */
function film(tell: Tell, room: string, to: number): void {
  import("../film/FilmDialog").then(
    ({ openFilm }) => openFilm({ room, to }),
    () => tell({ text: t("moment.filmFailed"), kind: "failed", state: "failed" }),
  );
}

interface ShownProps extends Omit<MomentProps, "seq">, Over {
  tell: Tell;
  onClose: () => void;
}

/** The dialog over the player, if it is one. */
function Shown({ kind, room, seq, title, call, tell, onDone, onClose }: ShownProps) {
  const lead = (text: string, label: string, path: string): void => {
    tell({ text, action: { label, act: () => location.assign(path) } });
  };
  const bringBack = (): void => {
    const done = (): void => {
      onDone();
      lead(t("restore.done"), t("restore.open"), pathOf(room));
    };
    restore(room, seq).then(done, (error) => fail(tell, error));
  };
  switch (kind) {
    case "menu":
      return null;
    case "save":
      return (
        <SaveDialog
          {...{ room, onClose }}
          name={title}
          at={seq}
          onSaved={(text) => lead(text, t("save.open"), "/gallery")}
        />
      );
    case "restore":
      return (
        <Question
          question={t("restore.question")}
          note={t("restore.note")}
          yes={t("restore.yes")}
          no={say("cancel")}
          onYes={bringBack}
          onClose={onClose}
        />
      );
    case "hide":
      return <LateHiding {...{ room, seq, call, tell, onDone, onClose }} />;
    default:
      return kind satisfies never;
  }
}

/** Makes a room of one's own that begins as this one was, and goes there. */
function copy(tell: Tell, room: string, from: number): void {
  const told = tell({ text: say("copy.busy"), state: "busy" });
  branch(room, from)
    .then(
      (made) => location.assign(pathOf(made)),
      (error) => fail(tell, error),
    )
    .finally(told);
}

function fail(tell: Tell, error: unknown): void {
  tell({ text: say(reasonOf(error)), kind: "failed", state: "failed" });
}
