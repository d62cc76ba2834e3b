import { expect, test, vi } from "vitest";
import { TONGUES } from "./class";
import { en as teach } from "./class/create/words";
import { en as projector } from "./class/show/words";
import { en as wall } from "./class/wall/words";
import { en as lesson } from "./class/words";
import { en as film } from "./film/words";
import { en as hiding } from "./gallery/hidingWords";
import { en as moment } from "./gallery/momentWords";
import { en as gallery } from "./gallery/words";
import { en as house } from "./host/houseWords";
import { TONGUES as HOST_TONGUES } from "./host/tongue";
import { en as host } from "./host/words";
import { en as draw, speak, speakIn, type Tables, type Words } from "./i18n";
import { LANGUAGES, languageOf } from "./languages";
import { en as landing } from "./pages/Landing";
import { en as nowhere } from "./pages/Nowhere";
import { en as ranks } from "./people/ranks";
import { en as people } from "./people/words";
import { en as pupil } from "./pupil/words";
import { en as replay } from "./replay/words";
import { en as settings } from "./settings/words";
import { en as rights } from "./share/rights";
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
  rights,
  ranks,
};

/** What comes with the pages of a class. */
const OF_CLASSES: Record<string, Words> = { class: lesson, wall, teach, projector };

/** What comes where hosts say something. */
const OF_HOSTS: Record<string, Words> = { house, host };

/** Labels that say more than is seen: who speaks to the page says what is seen. */
const LABELS: Record<string, Record<string, string>> = {
  gallery: { "replay.of": "replay", "copy.of": "copy", "picture.retryOf": "picture.retry" },
  hiding: { againOf: "again" },
  class: { "admit.of": "admit", "refuse.of": "refuse", "again.of": "again.yes" },
  host: { "again.of": "again", "link.takeOf": "link.take" },
};

/** All texts of an entry, and what they are filled with. */
const filled = (entry: Words[string]): Set<string> =>
  new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? []);

test.each(
  Object.keys(LANGUAGES).filter((code) => code !== "en"),
)("%s has every word, filled with the same, in each form that its numbers take", async (code) => {
  hold((await LANGUAGES[code]!.load()).tables, AREAS, code);
  hold((await TONGUES[code]!()).tables, OF_CLASSES, code);
  hold((await HOST_TONGUES[code]!()).tables, OF_HOSTS, code);
});

/** A language has these areas and no more, with every word of them. */
function hold(tables: Tables, areas: Record<string, Words>, code: string): void {
  expect(Object.keys(tables).sort()).toEqual(Object.keys(areas).sort());
  const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  for (const [area, words] of Object.entries(areas)) {
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
}

test.each(Object.keys(LANGUAGES))("in %s labels have the words that are seen", async (code) => {
  const classes = (await TONGUES[code]?.())?.tables;
  const hosts = (await HOST_TONGUES[code]?.())?.tables;
  const tables: Tables = { ...(await LANGUAGES[code]!.load()).tables, ...classes, ...hosts };
  for (const [area, labels] of Object.entries(LABELS)) {
    const words: Words = tables[area] ?? { ...AREAS, ...OF_CLASSES, ...OF_HOSTS }[area]!;
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
