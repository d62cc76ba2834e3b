import type { Drawing } from "../drawing";
import { Question } from "../ui/Question";
import { takePass } from "./asking";
import { showOver } from "./over";
import type { Passes } from "./usePasses";
import { t } from "./words";

interface GiveUpProps {
  drawing: Drawing;
  passes: Passes;
  onDone: () => void;
}

/** The way out of being host: only when somebody else can be. */
export function GiveUp({ drawing, passes, onDone }: GiveUpProps) {
  const own = passes.list?.find(({ yours }) => yours);
  const isAlone = !passes.list?.some(({ yours, role }) => !yours && role === "host");
  const give = (): void => {
    if (own) takePass(drawing, own.id).then(onDone, passes.fail);
  };
  const ask = (): void =>
    showOver((close) => (
      <Question
        question={t("give.question")}
        note={t("give.note")}
        yes={t("give")}
        no={t("cancel")}
        isDanger
        onYes={give}
        onClose={close}
      />
    ));
  return (
    <div class="host-line">
      <button
        type="button"
        class="button"
        aria-disabled={isAlone}
        aria-describedby={isAlone ? "host-alone" : undefined}
        onClick={isAlone ? undefined : ask}
      >
        {t("give")}
      </button>
      {isAlone && <small id="host-alone">{t("give.first")}</small>}
    </div>
  );
}
