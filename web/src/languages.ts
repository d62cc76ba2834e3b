/** The languages the page speaks; each is loaded when it is spoken. */

import { choices } from "./choices";
import { speakIn, type Tables } from "./i18n";

/** A language: its own name, its direction, and its words by area. */
export interface Language {
  name: string;
  dir: "ltr" | "rtl";
  load: () => Promise<{ tables: Tables }>;
}

/** All languages; the first is the one the page is written in. */
export const LANGUAGES: Record<string, Language> = {
  en: { name: "English", dir: "ltr", load: async () => ({ tables: {} }) },
  es: { name: "Español", dir: "ltr", load: () => import("./languages/es") },
  fr: { name: "Français", dir: "ltr", load: () => import("./languages/fr") },
  de: { name: "Deutsch", dir: "ltr", load: () => import("./languages/de") },
  tr: { name: "Türkçe", dir: "ltr", load: () => import("./languages/tr") },
  ar: { name: "العربية", dir: "rtl", load: () => import("./languages/ar") },
};

/** The language that was chosen, or the first the browser prefers and the page speaks. */
export function languageOf(chosen: string, preferred: readonly string[]): string {
  const codes = [chosen, ...preferred].map((one) => one.toLowerCase().split("-")[0] ?? "");
  return codes.find((code) => code in LANGUAGES) ?? "en";
}

/** Before anything is written: in which language. */
export async function speakChosen(): Promise<void> {
  const code = languageOf(choices.get().language, navigator.languages);
  const language = LANGUAGES[code];
  if (!language || code === "en") return;
  speakIn(code, (await language.load()).tables);
  Object.assign(document.documentElement, { lang: code, dir: language.dir });
}
