import type { ComponentChildren } from "preact";
import landing from "../styles/landing.css?inline";
import { Mark } from "../ui/Mark";
import { wear } from "../wear";

wear(landing);

interface NoticeProps {
  text: string;
  /** What can be done. */
  links?: ComponentChildren;
  /** It changes by itself. */
  isBusy?: boolean;
}

/** A page that only says how things are. */
export function Notice({ text, links, isBusy }: NoticeProps) {
  return (
    <main class="landing">
      <h1 class="word-mark">
        <Mark />
        easel
      </h1>
      <p class="tagline" role={isBusy ? "status" : "alert"}>
        {text}
      </p>
      {links}
    </main>
  );
}
