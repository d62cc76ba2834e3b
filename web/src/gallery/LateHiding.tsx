import { useEffect, useState } from "preact/hooks";
import type { HidingProps } from "./HidingDialog";
import { t } from "./words";

type HidingDialog = typeof import("./HidingDialog").HidingDialog;

/** The dialog that hides somebody's work; its script comes when somebody asks for it. */
export function LateHiding(props: HidingProps) {
  const [Shown, setShown] = useState<HidingDialog | null>(null);
  useEffect(() => {
    const fail = (): void => {
      props.tell({ text: t("unreachable"), kind: "failed", state: "failed" });
      props.onClose();
    };
    import("./HidingDialog").then(({ HidingDialog }) => setShown(() => HidingDialog), fail);
  }, []);
  return Shown && <Shown {...props} />;
}
