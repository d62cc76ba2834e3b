import { expect, test, vi } from "vitest";
import { en as film } from "./film/words";
import { en as hiding } from "./gallery/hidingWords";
import { en as moment } from "./gallery/momentWords";
import { en as gallery } from "./gallery/words";
import { en as draw, speak, speakIn, type Words } from "./i18n";
import { LANGUAGES, languageOf } from "./languages";
import { en as landing } from "./pages/Landing";
import { en as nowhere } from "./pages/Nowhere";
import { en as people } from "./people/words";
import { en as pupil } from "./pupil/words";
import { en as replay } from "./replay/words";
import { en as settings } from "./settings/words";
import { en as share } from "./share/words";
import { en as tools } from "./tools/words";
import { en as dialog } from "./ui/Dialog";
import { en as keys } from "./ui/keys";

// Pages dress themselves when they are loaded; here there is nothing to dress.
vi.mock("./wear", () => ({ wear: () => {} }));

const AREAS: Record<string, Words> = {
  draw,
  film,
  landing,
  nowhere,
  people,
  pupil,
  settings,
  share,
  tools,
  dialog,
  keys,
  replay,
  gallery,
  moment,
  hiding,
};

/** Labels that say more than is seen: who speaks to the page says what is seen. */
const LABELS: Record<string, Record<string, string>> = {
  gallery: { "replay.of": "replay", "copy.of": "copy", "picture.retryOf": "picture.retry" },
  hiding: { againOf: "again" },
};

/** All texts of an entry, and what they are filled with. */
const filled = (entry: Words[string]): Set<string> =>
  new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? []);

test.each(
  Object.keys(LANGUAGES).filter((code) => code !== "en"),
)("%s has every word, filled with the same, in each form that its numbers take", async (code) => {
  const { tables } = await LANGUAGES[code]!.load();
  expect(Object.keys(tables).sort()).toEqual(Object.keys(AREAS).sort());
  const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  for (const [area, words] of Object.entries(AREAS)) {
    expect(Object.keys(tables[area]!).sort(), area).toEqual(Object.keys(words).sort());
    for (const [key, english] of Object.entries(words)) {
      const own = tables[area]![key]!;
      expect(filled(own), `${area} ${key}`).toEqual(filled(english));
      expect(typeof own, `${area} ${key}`).toBe(typeof english);
      if (typeof own === "string") continue;
      const missing = forms.filter((form) => form !== "many" && !(form in own));
      expect(missing, `${area} ${key}`).toEqual([]);
    }
  }
});

test.each(Object.keys(LANGUAGES))("in %s labels have the words that are seen", async (code) => {
  const { tables } = await LANGUAGES[code]!.load();
  for (const [area, labels] of Object.entries(LABELS)) {
    const words: Words = tables[area] ?? AREAS[area]!;
    for (const [label, seen] of Object.entries(labels)) expect(words[label]).toContain(words[seen]);
  }
});

test("the first language that was chosen or is preferred, and that the page speaks", () => {
  expect(languageOf("", ["xx", "en-GB"])).toBe("en");
  expect(languageOf("", [])).toBe("en");
  expect(languageOf("en", ["xx"])).toBe("en");
});

test("words of another language stand in for the English ones, and what it lacks stays English", () => {
  const say = speak({ yes: "Yes", no: "No" }, "answers");
  speakIn("tr", { answers: { yes: "Evet" } });
  expect([say("yes"), say("no")]).toEqual(["Evet", "No"]);
  speakIn("en", {});
  expect(say("yes")).toBe("Yes");
});
