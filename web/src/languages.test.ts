import { expect, test } from "vitest";
import { speak, speakIn } from "./i18n";
import { languageOf } from "./languages";

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
