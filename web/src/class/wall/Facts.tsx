import { Icon } from "../../ui/Icon";
import type { Presence } from "./absence";
import { agoOf } from "./ago";
import { ICONS } from "./icons";
import type { Seat } from "./seats";
import { t } from "./words";

interface FactsProps {
  seat: Seat;
  presence: Presence;
  isShown: boolean;
  now: number;
}

/** What there is to know of a place: in words for all, the hand and the lock also as pictures. */
export function Facts({ seat, presence, isShown, now }: FactsProps) {
  return (
    <p class="seat-facts" id={`facts-${seat.id}`}>
      {seat.hand > 0 && (
        <span class="seat-hand">
          <Icon name={ICONS.hand} />
          <span aria-hidden="true">{seat.hand}</span>
          <span class="unseen">{t("hand", { number: seat.hand })}</span>
        </span>
      )}
      {seat.locked && (
        <span class="seat-locked">
          <Icon name={ICONS.lock} />
          {t("locked")}
        </span>
      )}
      {isShown && <span class="seat-shown">{t("onShow")}</span>}
      {presence === "here" ? (
        seat.isIdle && <span>{t("idle")}</span>
      ) : (
        <span class="seat-lost">{t(presence)}</span>
      )}
      {seat.room !== null && <span>{agoOf(seat.last, now)}</span>}
    </p>
  );
}
