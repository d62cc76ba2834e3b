import { useEffect } from "preact/hooks";
import type { Drawing } from "../drawing";
import { tellIn } from "../tell";
import { wear } from "../wear";
import { Barred } from "./Barred";
import { hearChanges } from "./changes";
import { keepKeys } from "./holding";
import css from "./house.css?inline";
import { tellLost } from "./losses";
import { hearReports } from "./reports";
import { slowDown } from "./slow";
import { speakHere } from "./tongue";

/** What hosts say in this room, and what comes of it, in the language of the page. */
export async function openHouse(): Promise<typeof House> {
  await speakHere();
  wear(css);
  return House;
}

function House({ drawing }: { drawing: Drawing }) {
  useEffect(() => {
    const tell = tellIn(drawing);
    const ends = [keepKeys, hearChanges, tellLost, hearReports, slowDown].map((start) =>
      start(drawing, tell),
    );
    return () => {
      for (const end of ends) end();
    };
  }, [drawing]);
  return <Barred drawing={drawing} />;
}
