/** What a device keeps of classes: a pupil's key in a place for each class, a teacher's classes in one list. */

import { ofDevice, read, write } from "../storage";

/** Who a pupil of this device is in a class. */
export interface KeptPupil {
  class: string;
  pupil: number;
  key: string;
  /** As the class calls them; empty when it is not known. */
  name: string;
  /** Where they drew last; empty when they did not yet. */
  room: string;
}

/** A class that is taught from this device. */
export interface KeptClass {
  class: string;
  key: string;
  title: string;
  code: string;
  /** When it was last opened, in milliseconds since 1970. */
  at: number;
  /** The teacher has been told that the link is the key. */
  isTold?: boolean;
}

/** Where the classes are kept that are taught from here: a pupil of the same device does not overwrite them. */
const TAUGHT = "easel.classes";

/** Classes that are remembered. */
const TAUGHT_MAX = 50;

const placeOf = (id: string): string => `easel.class.${id}`;

/** Takes a secret out of the address (`#k=…`), so that it is neither seen nor kept as a bookmark by accident. */
export function takeSecret(sign = "k"): string | null {
  const found = new URLSearchParams(location.hash.slice(1)).get(sign);
  if (!found || !/^[\w-]{8,128}$/.test(found)) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return found;
}

/** Who this device is in a class; null when it never was there. */
export function keptPupil(id: string): KeptPupil | null {
  const kept = parse(placeOf(id)) as Partial<KeptPupil> | null;
  if (typeof kept?.key !== "string" || typeof kept.pupil !== "number") return null;
  const [name, room] = [kept.name, kept.room].map((one) => (typeof one === "string" ? one : ""));
  return { class: id, pupil: kept.pupil, key: kept.key, name: name ?? "", room: room ?? "" };
}

/** Remembers who this device is in a class. */
export function keepPupil(pupil: KeptPupil): void {
  write(ofDevice, placeOf(pupil.class), JSON.stringify(pupil));
}

/** Forgets it. */
export function forgetPupil(id: string): void {
  write(ofDevice, placeOf(id), null);
}

/** The classes that are taught from this device, opened last first. */
export function taught(): KeptClass[] {
  const kept = parse(TAUGHT);
  return Array.isArray(kept) ? kept.filter(isClass) : [];
}

/** Remembers a class as the one opened last. */
export function keepTaught(one: KeptClass): void {
  const others = taught().filter((other) => other.class !== one.class);
  write(ofDevice, TAUGHT, JSON.stringify([one, ...others].slice(0, TAUGHT_MAX)));
}

/** Forgets a class on this device; whoever has its link can still open it. */
export function forgetTaught(id: string): void {
  write(ofDevice, TAUGHT, JSON.stringify(taught().filter((one) => one.class !== id)));
}

function parse(place: string): unknown {
  try {
    return JSON.parse(read(ofDevice, place) ?? "null");
  } catch {
    // Somebody else wrote there: then nothing is remembered.
    return null;
  }
}

function isClass(value: unknown): value is KeptClass {
  const { class: id, key, title, code, at } = (value ?? {}) as Partial<KeptClass>;
  const texts = [id, key, title, code].every((one) => typeof one === "string");
  return texts && typeof at === "number" && isClassId(id ?? "");
}

/** Whether this may be the name of a class: it becomes a path. */
export function isClassId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id);
}
