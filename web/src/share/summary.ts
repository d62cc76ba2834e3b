/** What the picture is, in words: for those who do not see it. */

import { choices } from "../choices";
import type { Drawing } from "../drawing";
import { t } from "./words";

/** How often the summary of the picture is told anew at most, in ms. */
const SUMMARY_MS = 1_000;

/** How often what others draw is read out at most, in ms. */
const OTHERS_MS = 10_000;

/** Keeps the summary of a drawing until the answer is called. */
export function summarise({ client, summary, voice }: Drawing): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let toldAt = Date.now();
  const tell = (): void => {
    timer = undefined;
    const { strokes, authors } = client.board;
    if (strokes === 0) {
      summary.set({ text: "" });
      return;
    }
    const text = summaryOf(strokes, authors);
    const isNew = text !== summary.get().text && summary.get().text !== "";
    summary.set({ text });
    if (!isNew || !choices.get().tellOthers || Date.now() - toldAt < OTHERS_MS) return;
    toldAt = Date.now();
    voice.say(text);
  };
  const later = (): void => {
    timer ??= setTimeout(tell, SUMMARY_MS);
  };
  tell();
  const stop = client.view.subscribe(later);
  return () => {
    stop();
    clearTimeout(timer);
  };
}

function summaryOf(strokes: number, authors: number): string {
  return t("summary.whole", {
    strokes: t("summary.strokes", { count: strokes }),
    people: t("summary.people", { count: authors }),
  });
}
