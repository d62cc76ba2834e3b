import { useEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../ui/useStore";
import { Hold } from "./hold";
import type { Player } from "./player";
import { t } from "./words";

/** Who drew, and whom one looks at. */
export function Authors({ player }: { player: Player }) {
  const { recording } = player;
  const joined = useStore(player.view, (view) => view.picked.join());
  const [hold] = useState(() => new Hold());
  const drew = recording.authors.filter(({ strokes }) => strokes > 0);
  if (drew.length < 2) return null;
  const picked = joined === "" ? [] : joined.split(",");
  const press = (author: string, isAdded: boolean): void => {
    const others = picked.filter((one) => one !== author);
    if (isAdded) player.pick(others.length < picked.length ? others : [...picked, author]);
    else player.pick(picked.length === 1 && others.length === 0 ? [] : [author]);
  };
  return (
    <ul class="authors" aria-label={t("authors")}>
      <li>
        <button
          type="button"
          class="author"
          aria-pressed={picked.length === 0}
          onClick={() => player.pick([])}
        >
          {t("everyone")}
        </button>
      </li>
      {recording.authors.map(({ author, name, color, strokes }) => (
        <li key={author} hidden={strokes === 0}>
          <button
            type="button"
            class="author"
            aria-pressed={picked.includes(author)}
            title={t("authorHint")}
            onPointerDown={(event) => hold.begin(event, () => press(author, true))}
            onPointerUp={() => hold.end()}
            onPointerLeave={() => hold.end()}
            onPointerCancel={() => hold.end()}
            onContextMenu={(event) => hold.isDone && event.preventDefault()}
            onClick={(event) => hold.isOf(event) || press(author, event.shiftKey)}
          >
            <Disc color={color} />
            <bdi class="author-name">{name}</bdi>
            <span class="author-count" aria-hidden="true">
              {strokes.toLocaleString()}
            </span>
            <span class="unseen">{t("strokes", { count: strokes })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Disc({ color }: { color: string }) {
  const disc = useRef<HTMLSpanElement>(null);
  useEffect(() => disc.current?.style.setProperty("--ink", color), [color]);
  return <span class="author-disc" ref={disc} aria-hidden="true" />;
}
