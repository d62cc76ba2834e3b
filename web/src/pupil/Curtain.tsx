import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Spotlight } from "../class/protocol";
import { Said } from "../ui/Notes";
import { useWhole } from "../ui/useWhole";
import type { Lesson } from "./lesson";
import { outWords } from "./outWords";
import { replayOf, shownRoom } from "./path";
import { TimeLeft } from "./Strip";
import type { OverDrawing } from "./stand";
import { useSecondsLeft } from "./useTime";
import { type en, t } from "./words";

type Key = keyof typeof en;

interface CurtainProps {
  over: NonNullable<OverDrawing>;
  lesson: Lesson;
}

/** Over the own drawing, which stays as it is below: what the teacher shows, or why nobody draws now. */
export function Curtain({ over, lesson }: CurtainProps) {
  switch (over.kind) {
    case "spotlight":
      return <Shown spotlight={over.spotlight} lesson={lesson} />;
    case "paused":
      return <Card lesson={lesson} title="lesson.paused" note="lesson.pausedNote" />;
    case "waiting":
      return <Card lesson={lesson} title="wait.start" note="lesson.waitingNote" />;
    case "moved":
      return <Card lesson={lesson} title="lesson.moved" />;
    case "ended":
      return (
        <Card lesson={lesson} title="lesson.ended" note="out.endedNote">
          <Look room={lesson.drawing.room} />
        </Card>
      );
    case "out":
      return <Out why={over.why} lesson={lesson} />;
    default:
      return over satisfies never;
  }
}

function Out({ why, lesson }: { why: string; lesson: Lesson }) {
  const { title, note, again } = outWords(why);
  return (
    <Card lesson={lesson} title={title} note={note}>
      {why === "elsewhere" && again ? (
        <button type="button" class="button button-main" onClick={() => lesson.drawing.reload()}>
          {t(again)}
        </button>
      ) : (
        <a class="button button-main" href="/j">
          {t("out.code")}
        </a>
      )}
    </Card>
  );
}

function Look({ room }: { room: string }) {
  return (
    <a class="button button-main" href={replayOf(room)}>
      {t("out.look")}
    </a>
  );
}

interface CardProps {
  lesson: Lesson;
  title: Key;
  note?: Key | undefined;
  children?: ComponentChildren;
}

/** A sentence in the middle; the drawing is seen around it. */
function Card({ lesson, title, note, children }: CardProps) {
  return (
    <Sheet look="curtain-card" lesson={lesson} key={title}>
      <h2 id="curtain-title">{t(title)}</h2>
      {note && <p>{t(note)}</p>}
      {children && <div class="curtain-ways">{children}</div>}
    </Sheet>
  );
}

/** The room that everybody is shown, as large as can be. */
function Shown({ spotlight, lesson }: { spotlight: Spotlight; lesson: Lesson }) {
  const { room, key, name } = spotlight;
  const title = name ? t("spotlight.of", { name }) : t("spotlight.some");
  const { voice } = lesson.drawing;
  const seconds = useSecondsLeft(useWhole(lesson.live.seen));
  useEffect(() => () => voice.say(t("spotlight.over")), [voice]);
  return (
    <Sheet look="curtain-shown" lesson={lesson} key="shown">
      <header class="shown-head">
        <div>
          <h2 id="curtain-title" dir="auto">
            {title}
          </h2>
          <p>{t("spotlight.note")}</p>
        </div>
        <TimeLeft seconds={seconds} />
      </header>
      {/* Another room is another frame: one that goes to a new address would be a step to go back. */}
      <iframe key={room} class="shown-room" title={title} src={shownRoom(room, key)} />
    </Sheet>
  );
}

interface SheetProps {
  look: string;
  lesson: Lesson;
  children: ComponentChildren;
}

/** A dialog that only the class ends: meanwhile keys and pointers do nothing to the drawing below. */
function Sheet({ look, lesson, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // Not in the frame: keys would go to a page where they do nothing.
    dialog.current?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`curtain ${look}`}
      aria-labelledby="curtain-title"
      tabIndex={-1}
      onCancel={(event) => event.preventDefault()}
      // A browser may close it at the second Escape all the same.
      onClose={() => dialog.current?.isConnected && dialog.current.showModal()}
    >
      {children}
      {/* What is said outside of a dialog is not heard while it is open. */}
      <Said drawing={lesson.drawing} />
    </dialog>
  );
}
