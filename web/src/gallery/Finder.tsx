import { useId, useRef } from "preact/hooks";
import { useWhole } from "../ui/useWhole";
import type { Sort, Tab } from "./saved";
import type { Shelf } from "./shelf";
import { t } from "./words";

const TABS: Tab[] = ["mine", "public"];
const SORTS: Sort[] = ["newest", "longest"];

/** How long somebody has stopped typing before it is looked for, in ms. */
const TYPED_MS = 250;

/** Whose canvases, found by which words, in which order. */
export function Finder({ shelf, panel }: { shelf: Shelf; panel: string }) {
  const { sort } = useWhole(shelf.seen);
  return (
    <div class="finder">
      <Tabs shelf={shelf} panel={panel} />
      <Search shelf={shelf} />
      <select
        class="field"
        aria-label={t("sort")}
        value={sort}
        onInput={(event) => void shelf.look({ sort: event.currentTarget.value as Sort })}
      >
        {SORTS.map((one) => (
          <option key={one} value={one}>
            {t(`sort.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Tabs({ shelf, panel }: { shelf: Shelf; panel: string }) {
  const { tab } = useWhole(shelf.seen);
  const list = useRef<HTMLDivElement>(null);
  // There are two: each arrow leads to the other one.
  const turn = (event: KeyboardEvent): void => {
    const other = TABS.find((one) => one !== tab);
    if (!other || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    void shelf.look({ tab: other });
    list.current?.querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  };
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={t("tabs.label")} onKeyDown={turn}>
      {TABS.map((one) => (
        <button
          key={one}
          type="button"
          class="tab"
          role="tab"
          id={`tab-${one}`}
          tabIndex={tab === one ? 0 : -1}
          aria-selected={tab === one}
          aria-controls={panel}
          onClick={() => tab !== one && void shelf.look({ tab: one })}
        >
          {t(`tabs.${one}`)}
        </button>
      ))}
    </div>
  );
}

function Search({ shelf }: { shelf: Shelf }) {
  const { search } = useWhole(shelf.seen);
  const id = useId();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const look = (typed: string): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void shelf.look({ search: typed.trim() }), TYPED_MS);
  };
  return (
    <search class="finder-search">
      <label class="unseen" for={id}>
        {t("search")}
      </label>
      <input
        class="field"
        id={id}
        type="search"
        placeholder={t("search")}
        defaultValue={search}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => look(event.currentTarget.value)}
      />
    </search>
  );
}
