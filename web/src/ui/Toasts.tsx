import css from "../styles/toasts.css?inline";
import type { Toasts as Model } from "../toasts";
import { wear } from "../wear";
import { useWhole } from "./useWhole";

wear(css);

/** The toasts, bottom centre. */
export function Toasts({ toasts }: { toasts: Model }) {
  const { shown } = useWhole(toasts.list);
  const hold = () => toasts.hold(true);
  const go = () => toasts.hold(false);
  return (
    <ul class="toasts" onPointerEnter={hold} onPointerLeave={go} onFocusIn={hold} onFocusOut={go}>
      {shown.map(({ id, text, action }) => (
        <li key={id} class="toast">
          <span>{text}</span>
          {action && (
            <button
              type="button"
              class="button"
              onClick={() => {
                toasts.dismiss(id);
                action.act();
              }}
            >
              {action.label}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
