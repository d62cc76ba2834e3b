import type { ComponentChildren } from "preact";
import { initialsOf } from "./myself";

interface AvatarProps {
  name: string;
  color: string;
  children?: ComponentChildren;
}

/** Somebody as a disc with letters; their name stands beside it. */
export function Avatar({ name, color, children }: AvatarProps) {
  return (
    // The letters are decoration, and no text that a label would have to hold.
    <span
      class="avatar"
      style={{ "--ink": color }}
      data-letters={initialsOf(name)}
      aria-hidden="true"
    >
      {children}
    </span>
  );
}
