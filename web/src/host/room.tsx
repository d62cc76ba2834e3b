import type { Drawing } from "../drawing";
import forms from "../styles/forms.css?inline";
import { Dialog } from "../ui/Dialog";
import { useStore } from "../ui/useStore";
import { wear } from "../wear";
import { DeedList, ReportList, useDeeds } from "./DeedList";
import { GiveUp } from "./GiveUp";
import css from "./host.css?inline";
import { Links } from "./Links";
import { Guests, Removed, RuleSet } from "./RuleSet";
import { speakHere } from "./tongue";
import { usePasses } from "./usePasses";
import { t } from "./words";

/** The dialog, in the language of the page. */
export async function openRoom(): Promise<typeof RoomDialog> {
  await speakHere();
  wear(forms);
  wear(css);
  return RoomDialog;
}

/** Who may do what in this room, for its hosts. */
function RoomDialog({ drawing, onClose }: { drawing: Drawing; onClose: () => void }) {
  const { view } = drawing.client;
  const isHost = useStore(view, ({ role }) => role === "host");
  const isLive = useStore(view, ({ status }) => status === "live");
  const deeds = useDeeds(drawing);
  const passes = usePasses(drawing);
  const reason = isHost ? (deeds.reason ?? passes.reason) : t("notHost");
  return (
    <Dialog title={t("title")} isWide onClose={onClose}>
      <p class="error" role="alert">
        {isLive ? reason : t("offline")}
      </p>
      {isHost && (
        <fieldset class="host-all" disabled={!isLive}>
          <ReportList deeds={deeds.list} />
          <RuleSet drawing={drawing} />
          <Guests drawing={drawing} onFail={passes.fail} />
          <Removed drawing={drawing} />
          <Links drawing={drawing} passes={passes} />
          <DeedList deeds={deeds} />
          <GiveUp drawing={drawing} passes={passes} onDone={onClose} />
        </fieldset>
      )}
    </Dialog>
  );
}
