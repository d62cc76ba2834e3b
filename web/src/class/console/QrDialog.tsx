import { useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "../../ui/Button";
import { useWhole } from "../../ui/useWhole";
import { joinAddress } from "../address";
import { lettersOf, qrOf, spokenOf } from "../code";
import { t } from "../words";
import type { ClassDesk } from "./desk";

/** How to join, so large that the last row reads it. */
export function QrDialog({ desk }: { desk: ClassDesk }) {
  const { state } = useWhole(desk.live.seen);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  if (!state) return null;
  return (
    <dialog ref={dialog} class="qr-full" aria-labelledby="qr-how" onClose={() => desk.close()}>
      <IconButton
        class="qr-close"
        icon="close"
        label={t("close")}
        onClick={() => dialog.current?.close()}
      />
      <p id="qr-how">{t("qr.how", { address: joinAddress(state.link) })}</p>
      <img src={qrOf(desk.id)} alt={t("qr.picture")} />
      <p class="class-code">
        <span aria-hidden="true">{lettersOf(state.code)}</span>
        <span class="unseen">{t("code.spoken", { letters: spokenOf(state.code) })}</span>
      </p>
    </dialog>
  );
}
