import type { Ref } from "preact";
import { Icon, type IconName } from "./Icon";

interface IconButtonProps {
  icon: IconName | readonly string[];
  label: string;
  /** The key that does the same, shown with the label. */
  keys?: string;
  pressed?: boolean;
  class?: string;
  popover?: string;
  onClick?: () => void;
  buttonRef?: Ref<HTMLButtonElement>;
}

/** A square button with a picture and a name. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, keys, pressed, popover, onClick, buttonRef } = props;
  return (
    <button
      type="button"
      ref={buttonRef}
      class={`tool ${props.class ?? ""}`}
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      aria-pressed={pressed}
      popovertarget={popover}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
