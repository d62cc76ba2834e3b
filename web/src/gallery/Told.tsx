import type { Teller } from "../tell";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import { wear } from "../wear";
import css from "./told.css?inline";

wear(css);

/** What is told where there is no drawing: to those who see, and to those who hear. */
export function Told({ teller: { voice, notes } }: { teller: Teller }) {
  const { toasts } = useWhole(notes);
  const text = useStore(voice.said, (said) => said.text);
  return (
    <div class="told-here">
      {toasts}
      <p class="unseen" role="status">
        {text}
      </p>
    </div>
  );
}
