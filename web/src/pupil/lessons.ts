/** Which lesson a drawing belongs to; apart from what is shown of it, so that a dialog needs no more. */

import type { Drawing } from "../drawing";
import type { Lesson } from "./lesson";

const lessons = new WeakMap<Drawing, Lesson>();

/** The lesson a drawing belongs to; null when it belongs to none. */
export function lessonOf(drawing: Drawing): Lesson | null {
  return lessons.get(drawing) ?? null;
}

/** From here on a drawing belongs to a lesson. */
export function keepLesson(lesson: Lesson): void {
  lessons.set(lesson.drawing, lesson);
}
