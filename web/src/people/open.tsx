/** The door to everything of people, loaded when the page rests. */

import type { VNode } from "preact";
import type { Drawing } from "../drawing";
import { wear } from "../wear";
import { Bar } from "./Bar";
import chat from "./chat.css?inline";
import { Company } from "./company";
import { Layer } from "./Layer";
import people from "./people.css?inline";

wear(people);
wear(chat);

/** What the page puts in its bar and over its paper. */
export interface PeopleView {
  bar: VNode;
  layer: VNode;
}

/** Meets the others in a drawing's room. */
export function openPeople(drawing: Drawing): PeopleView {
  const company = new Company(drawing);
  return { bar: <Bar company={company} />, layer: <Layer company={company} /> };
}
