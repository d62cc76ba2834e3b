import { useWhole } from "../ui/useWhole";
import { Curtain } from "./Curtain";
import type { Lesson } from "./lesson";
import { Strip } from "./Strip";
import { isShown, overDrawing } from "./stand";
import { t } from "./words";

/** Everything of a class on the page of a drawing. */
export function Over({ lesson }: { lesson: Lesson }) {
  const seen = useWhole(lesson.live.seen);
  const over = overDrawing(seen, lesson.drawing.room);
  return (
    <aside class="lesson" aria-label={t("lesson.label")}>
      <Strip lesson={lesson} seen={seen} />
      {isShown(seen.state, lesson.drawing.room) && !over && (
        <p class="lit">{t("spotlight.mine")}</p>
      )}
      {over && <Curtain over={over} lesson={lesson} />}
    </aside>
  );
}
