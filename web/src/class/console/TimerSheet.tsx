import { useId, useLayoutEffect, useRef } from "preact/hooks";
import menus from "../../styles/menus.css?inline";
import { openBeside } from "../../ui/openBeside";
import { wear } from "../../wear";
import { t } from "../words";

wear(menus);

/** Minutes that are one press away. */
const MINUTES = [1, 3, 5, 10];

/** Longest that can be set, in minutes. */
const MINUTES_MAX = 180;

interface TimerSheetProps {
  opener: HTMLElement | null;
  isRunning: boolean;
  onSet: (seconds: number) => void;
  onClose: () => void;
}

/** How long the class's clock runs. */
export function TimerSheet({ opener, isRunning, onSet, onClose }: TimerSheetProps) {
  const id = useId();
  const sheet = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!sheet.current) return;
    openBeside(sheet.current, opener);
    sheet.current.querySelector<HTMLElement>("button")?.focus();
  }, []);
  const set = (seconds: number): void => {
    onSet(seconds);
    sheet.current?.hidePopover();
    opener?.focus();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement).get("minutes");
    const minutes = Number(typed);
    if (minutes > 0 && minutes <= MINUTES_MAX) set(Math.round(minutes * 60));
  };
  return (
    <div
      ref={sheet}
      class="menu timer-sheet"
      popover="auto"
      role="dialog"
      aria-label={t("timer")}
      onToggle={(event) => event.newState === "closed" && onClose()}
    >
      {MINUTES.map((count) => (
        <button key={count} type="button" class="menu-item" onClick={() => set(count * 60)}>
          {t("timer.minutes", { count })}
        </button>
      ))}
      <form class="timer-own" onSubmit={submit} noValidate>
        <label for={id}>{t("timer.own")}</label>
        <input
          class="field"
          id={id}
          name="minutes"
          type="number"
          min={1}
          max={MINUTES_MAX}
          inputMode="decimal"
          defaultValue="15"
        />
        <button type="submit" class="button">
          {t("timer.set")}
        </button>
      </form>
      {isRunning && (
        <button type="button" class="menu-item" onClick={() => set(0)}>
          {t("timer.stop")}
        </button>
      )}
    </div>
  );
}
