import { render } from "preact";
import { isClassId, keptPupil } from "../class/kept";
import type { Drawing } from "../drawing";
import { wear } from "../wear";
import { Lesson } from "./lesson";
import css from "./lesson.css?inline";
import { keepLesson } from "./lessons";
import { Over } from "./Over";

wear(css);

/** Takes part in a class beside the drawing. A page that shows a room inside of another takes no part itself. */
export function attend(drawing: Drawing, id: string): void {
  if (!isClassId(id)) return;
  const { keys } = drawing;
  const key = keys.linked ?? keptPupil(id)?.key ?? keys.get();
  if (!key || window.frameElement) return;
  document.documentElement.dataset.lesson ??= "";
  const lesson = new Lesson(drawing, id, key);
  keepLesson(lesson);
  const place = document.createElement("div");
  document.body.append(place);
  render(<Over lesson={lesson} />, place);
  lesson.start();
}
