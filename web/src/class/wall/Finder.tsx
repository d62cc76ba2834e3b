import { useId } from "preact/hooks";
import { COLUMNS_MAX, COLUMNS_MIN } from "./fit";
import { ORDERS, type Order } from "./seats";
import { t } from "./words";

/** What is looked for on the wall, and how it stands. */
export interface Found {
  search: string;
  order: Order;
  /** 0: as many as fit. */
  columns: number;
}

interface FinderProps {
  found: Found;
  count: number;
  onFind: (found: Found) => void;
}

/** Names, the order, and the columns. */
export function Finder({ found, count, onFind }: FinderProps) {
  const id = useId();
  const find = (part: Partial<Found>): void => onFind({ ...found, ...part });
  return (
    <div class="wall-finder">
      <search class="wall-search">
        <input
          class="field"
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={found.search}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => find({ search: event.currentTarget.value })}
        />
        <span class="unseen" role="status">
          {found.search && t("found", { count })}
        </span>
      </search>
      <select
        class="field"
        aria-label={t("order")}
        value={found.order}
        onInput={(event) => find({ order: event.currentTarget.value as Order })}
      >
        {ORDERS.map((one) => (
          <option key={one} value={one}>
            {t(`order.${one}`)}
          </option>
        ))}
      </select>
      <div class="wall-columns">
        <label for={id}>{t("columns")}</label>
        <input
          id={id}
          type="range"
          min={COLUMNS_MIN}
          max={COLUMNS_MAX}
          value={found.columns || 4}
          onInput={(event) => find({ columns: event.currentTarget.valueAsNumber })}
        />
        <button
          type="button"
          class="button"
          aria-pressed={found.columns === 0}
          title={t("fit.label")}
          onClick={() => find({ columns: 0 })}
        >
          {t("fit")}
        </button>
      </div>
    </div>
  );
}
