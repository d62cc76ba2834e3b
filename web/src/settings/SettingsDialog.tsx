import { useEffect, useState } from "preact/hooks";
import { type Choices, choices } from "../choices";
import type { Drawing } from "../drawing";
import { LANGUAGES } from "../languages";
import { Dialog } from "../ui/Dialog";
import { useStore } from "../ui/useStore";
import { forgetMe } from "./forget";
import { t } from "./words";

/** What a person may choose for this device. */
export function SettingsDialog({ drawing, onClose }: { drawing: Drawing; onClose: () => void }) {
  return (
    <Dialog title={t("settings.title")} onClose={onClose}>
      <div class="settings">
        <Me drawing={drawing} />
        <Choice
          name="theme"
          options={{
            system: t("theme.system"),
            light: t("theme.light"),
            dark: t("theme.dark"),
          }}
        />
        <LanguageChoice drawing={drawing} />
        <Choice
          name="side"
          options={{ bottom: t("side.bottom"), left: t("side.left"), right: t("side.right") }}
        />
        <PenMode drawing={drawing} />
        <Motion />
        <LowLatency drawing={drawing} />
        <Switch name="letters" />
        <Switch name="tellOthers" />
        {drawing.desk.isStrained && <p class="setting-note">{t("strained")}</p>}
        <Forget />
      </div>
    </Dialog>
  );
}

/** Name, colour, and whose pointers are shown: of the script of people. */
function Me({ drawing }: { drawing: Drawing }) {
  const [open, setOpen] = useState<typeof import("../people/open") | null>(null);
  useEffect(() => {
    // Without it the other settings are there.
    import("../people/open").then(setOpen, console.error);
  }, []);
  return open && <open.OwnSettings company={open.companyOf(drawing)} />;
}

interface ChoiceProps<K extends keyof Choices> {
  name: K;
  options: Record<Choices[K] & string, string>;
}

/** One of some. */
function Choice<K extends "theme" | "side">({ name, options }: ChoiceProps<K>) {
  const value = useStore(choices, (all) => all[name]);
  return (
    <label class="setting">
      {t(name)}
      <select value={value} onInput={(event) => choices.set({ [name]: event.currentTarget.value })}>
        {Object.entries<string>(options).map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

function LanguageChoice({ drawing }: { drawing: Drawing }) {
  const value = useStore(choices, (all) => all.language);
  const choose = (language: string): void => {
    choices.set({ language });
    // Words are everywhere on the page: to load it anew is surest, and what waits is kept.
    drawing.reload();
  };
  return (
    <label class="setting">
      {t("language")}
      <select
        value={value}
        title={t("language.reload")}
        onInput={(event) => choose(event.currentTarget.value)}
      >
        <option value="">{t("language.system")}</option>
        {Object.entries(LANGUAGES).map(([code, { name }]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface CheckProps {
  label: string;
  isOn: boolean;
  onTurn: (isOn: boolean) => void;
}

function Check({ label, isOn, onTurn }: CheckProps) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={isOn}
        onInput={(event) => onTurn(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

function Switch({ name }: { name: "letters" | "tellOthers" }) {
  const isOn = useStore(choices, (all) => all[name]);
  return <Check label={t(name)} isOn={isOn} onTurn={(next) => choices.set({ [name]: next })} />;
}

function Motion() {
  const isLess = useStore(choices, (all) => all.motion === "less");
  const turn = (next: boolean): void => choices.set({ motion: next ? "less" : "system" });
  return <Check label={t("motion")} isOn={isLess} onTurn={turn} />;
}

function LowLatency({ drawing }: { drawing: Drawing }) {
  const isOn = useStore(choices, (all) => all.lowLatency);
  const turn = (lowLatency: boolean): void => {
    choices.set({ lowLatency });
    // A canvas is one or the other from its beginning on.
    drawing.reload();
  };
  return <Check label={t("lowLatency")} isOn={isOn} onTurn={turn} />;
}

function PenMode({ drawing: { desk } }: { drawing: Drawing }) {
  const isOn = useStore(desk.held, (hand) => hand.penMode);
  const turn = (next: boolean): void =>
    next ? desk.held.set({ penMode: true }) : desk.exitPenMode();
  return <Check label={t("penMode")} isOn={isOn} onTurn={turn} />;
}

function Forget() {
  const [isDone, setIsDone] = useState(false);
  const forget = (): void => {
    forgetMe();
    setIsDone(true);
  };
  return (
    <div class="forget">
      <p>{t("forget.what")}</p>
      <button type="button" class="button button-danger" onClick={forget}>
        {t("forget")}
      </button>
      <span role="status">{isDone && ` ${t("forgotten")}`}</span>
    </div>
  );
}
