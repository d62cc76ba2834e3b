import { Question } from "../ui/Question";
import { t } from "./words";

interface ClearDialogProps {
  onClear: () => void;
  onClose: () => void;
}

/** Asks before everybody's drawing goes. */
export function ClearDialog({ onClear, onClose }: ClearDialogProps) {
  return (
    <Question
      question={t("clear.question")}
      note={t("clear.undo")}
      yes={t("clear.yes")}
      no={t("cancel")}
      isDanger
      onYes={onClear}
      onClose={onClose}
    />
  );
}
