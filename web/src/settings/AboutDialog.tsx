import { version } from "../../package.json";
import { RASTER_VERSION } from "../protocol";
import { Dialog } from "../ui/Dialog";
import { t } from "./words";

/** What this is, and whose work is in it. */
export function AboutDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t("about.title")} onClose={onClose}>
      <p>{t("about.what")}</p>
      <p>{t("about.version", { version, raster: String(RASTER_VERSION) })}</p>
      <p>{t("about.licences")}</p>
    </Dialog>
  );
}
