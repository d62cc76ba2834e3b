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
    <span class="avatar" style={{ "--ink": color }} aria-hidden="true">
      {initialsOf(name)}
      {children}
    </span>
  );
}
