import type { Drawing } from "../drawing";
import { Question } from "../ui/Question";
import { t } from "./words";

interface ClearDialogProps {
  drawing: Drawing;
  onClose: () => void;
}

/** Asks before everybody's drawing goes. */
export function ClearDialog({ drawing, onClose }: ClearDialogProps) {
  return (
    <Question
      question={t("clear.question")}
      note={t("clear.undo")}
      yes={t("clear.yes")}
      no={t("cancel")}
      isDanger
      onYes={() => drawing.clear()}
      onClose={onClose}
    />
  );
}
