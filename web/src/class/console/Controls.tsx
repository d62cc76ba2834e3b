import { useRef, useState } from "preact/hooks";
import { IconButton } from "../../ui/Button";
import { Menu, MenuItem } from "../../ui/Menu";
import { useMedia } from "../../ui/useMedia";
import { useWhole } from "../../ui/useWhole";
import type { ClassState } from "../protocol";
import { t } from "../words";
import type { ClassDesk } from "./desk";
import { Push } from "./Push";

interface ControlsProps {
  desk: ClassDesk;
  state: ClassState;
}

/** What holds for all, and what is done with all. Where there is little room it is behind a button. */
export function Controls({ desk, state }: ControlsProps) {
  const isNarrow = useMedia("(max-width: 599px)");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section class="controls" aria-label={t("controls")}>
      {isNarrow && (
        <button
          type="button"
          class="button controls-open"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t("controls")}
        </button>
      )}
      {(!isNarrow || isOpen) && (
        <>
          <Switches desk={desk} state={state} />
          <Deeds desk={desk} state={state} />
        </>
      )}
    </section>
  );
}

function Switches({ desk, state: { locked, closed, waiting, names } }: ControlsProps) {
  return (
    <div class="switches">
      <Switch label={t("locked")} isOn={locked} onTurn={(on) => desk.change({ locked: on })} />
      <Switch label={t("closed")} isOn={closed} onTurn={(on) => desk.change({ closed: on })} />
      <Switch label={t("waiting")} isOn={waiting} onTurn={(on) => desk.change({ waiting: on })} />
      <Switch label={t("unnamed")} isOn={!names} onTurn={(on) => desk.change({ names: !on })} />
    </div>
  );
}

interface SwitchProps {
  label: string;
  isOn: boolean;
  onTurn: (isOn: boolean) => void;
}

/** On or off, in a word too: not by colour alone. */
function Switch({ label, isOn, onTurn }: SwitchProps) {
  return (
    <button
      type="button"
      class="button switch"
      role="switch"
      aria-checked={isOn}
      onClick={() => onTurn(!isOn)}
    >
      {label}
      <span class="switch-state" aria-hidden="true">
        {t(isOn ? "on" : "off")}
      </span>
    </button>
  );
}

function Deeds({ desk, state }: ControlsProps) {
  const hands = (state.pupils ?? []).some(({ hand }) => hand > 0);
  return (
    <div class="deeds">
      {state.room && (
        <button
          type="button"
          class="button"
          onClick={() => desk.large.set({ room: state.room ?? null })}
        >
          {t(state.mode === "one" ? "own.shared" : "own")}
        </button>
      )}
      <Push desk={desk} />
      <button
        type="button"
        class="button"
        aria-disabled={!hands}
        onClick={() => hands && desk.send({ type: "lower" })}
      >
        {t("lower")}
      </button>
      <button type="button" class="button" onClick={() => desk.collect()}>
        {t("collect")}
      </button>
      <More desk={desk} state={state} />
    </div>
  );
}

function More({ desk, state }: ControlsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { link } = useWhole(desk.live.seen);
  const isOffline = link.kind !== "open";
  return (
    <>
      <IconButton
        buttonRef={button}
        icon="more"
        label={t("more")}
        onClick={() => setIsOpen(true)}
      />
      {isOpen && (
        <Menu label={t("more")} opener={button.current} onClose={() => setIsOpen(false)}>
          <MenuItem onChoose={() => open(showOf(desk, state), "_blank", "noopener")}>
            {t("projector")}
          </MenuItem>
          <MenuItem onChoose={() => void desk.copyLink()}>{t("copyKey")}</MenuItem>
          <MenuItem isDisabled={isOffline} onChoose={() => desk.ask({ kind: "rename" })}>
            {t("rename")}
          </MenuItem>
          <hr />
          <MenuItem onChoose={() => desk.ask({ kind: "clear", pupils: null })}>
            {t("clearAll")}
          </MenuItem>
        </Menu>
      )}
    </>
  );
}

/** The projector's page, with a key that only shows; on this device the teacher's is known. */
function showOf(desk: ClassDesk, { projector }: ClassState): string {
  return `/c/${desk.id}/show${projector ? `#k=${projector}` : ""}`;
}
