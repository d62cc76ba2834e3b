import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { useStore } from "../ui/useStore";

/** What hosts say, and what comes of it; its script comes when there is anything of it. */
export function House({ drawing }: { drawing: Drawing }) {
  const isThere = useStore(
    drawing.client.view,
    ({ house, status }) => house !== null || status === "barred",
  );
  const [Shown, setShown] = useState<FunctionComponent<{ drawing: Drawing }> | null>(null);
  useEffect(() => {
    if (!isThere || Shown) return;
    import("../host/house")
      .then(({ openHouse }) => openHouse())
      .then((house) => setShown(() => house), console.error);
  }, [isThere, Shown]);
  useEffect(() => {
    // Another link to the same room changes no more than the end of the address.
    const open = (): void => {
      if (location.hash.startsWith("#k=")) location.reload();
    };
    addEventListener("hashchange", open);
    return () => removeEventListener("hashchange", open);
  }, []);
  return Shown && <Shown drawing={drawing} />;
}
