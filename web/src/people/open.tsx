/** The door to everything of people, loaded when the page rests. */

import type { VNode } from "preact";
import type { Drawing } from "../drawing";
import { whenIdle } from "../idle";
import { wear } from "../wear";
import { Bar } from "./Bar";
import { Company } from "./company";
import { Layer } from "./Layer";
import people from "./people.css?inline";

export { OwnSettings } from "./Own";

wear(people);

/** What the page puts in its bar and over its paper. */
export interface PeopleView {
  bar: VNode;
  layer: VNode;
}

const companies = new WeakMap<Drawing, Company>();

/** The company of a drawing: the same for whoever asks. */
export function companyOf(drawing: Drawing): Company {
  const company = companies.get(drawing) ?? new Company(drawing);
  companies.set(drawing, company);
  return company;
}

/** Meets the others in a drawing's room. */
export function openPeople(drawing: Drawing): PeopleView {
  const company = companyOf(drawing);
  // It is there before it is opened, also when the server is away by then.
  whenIdle(() => void import("./ChatPanel").catch(console.error));
  return { bar: <Bar company={company} />, layer: <Layer company={company} /> };
}
