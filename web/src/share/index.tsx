import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { leftKey } from "../identity";
import { whenIdle } from "../idle";
import { keysOf, ofDevice } from "../storage";
import forms from "../styles/forms.css?inline";
import { tellIn } from "../tell";
import { useStore } from "../ui/useStore";
import { wear } from "../wear";
import { Banner } from "./Banner";
import edges from "./edges.css?inline";
import { House } from "./House";
import { keepHostKey } from "./hosting";
import { LatePart } from "./LatePart";
import { Menu } from "./Menu";
import { receivePictures } from "./receiving";
import css from "./share.css?inline";
import { summarise } from "./summary";

import { t } from "./words";

export { Corner } from "./Corner";
export { Status } from "./Status";
export { WatchBar } from "./WatchBar";

wear(forms);
wear(edges);
wear(css);

/** Everything of a draw page that its first ink can do without. */
export function Late({ drawing }: { drawing: Drawing }) {
  useEffect(() => receivePictures(drawing), [drawing]);
  useEffect(() => summarise(drawing), [drawing]);
  useEffect(() => bringBack(drawing), [drawing]);
  useEffect(() => keepHostKey(drawing), [drawing]);
  useEffect(() => keepEasy(drawing), [drawing]);
  useEffect(keepReady, []);
  return (
    <>
      <Banner drawing={drawing} />
      <House drawing={drawing} />
      <LateMode drawing={drawing} />
      <Over drawing={drawing} />
    </>
  );
}

/** The page on a projector, or inside another one. */
function LateMode({ drawing }: { drawing: Drawing }) {
  const [Mode, setMode] = useState<typeof import("./Mode").Mode | null>(null);
  useEffect(() => {
    if (!document.documentElement.dataset.mode) return;
    import("./Mode").then((script) => setMode(() => script.Mode), console.error);
  }, []);
  return Mode && <Mode drawing={drawing} />;
}

/** What may be asked for while the server is away is there before that. */
function keepReady(): () => void {
  return whenIdle(() => {
    import("./ClearDialog").catch(console.error);
    import("./Connection").catch(console.error);
  });
}

/** Looks whether this device keeps up. */
function keepEasy(drawing: Drawing): () => void {
  return whenIdle(() => {
    import("./strain").then((script) => script.watchStrain(drawing), console.error);
  });
}

/** Tells the room what tabs of this device that were closed had not told it. */
function bringBack(drawing: Drawing): void {
  if (drawing.watch || keysOf(ofDevice, leftKey(drawing.room)).length === 0) return;
  const added = (count: number): void => {
    tellIn(drawing)({ text: t("status.added", { count }) });
  };
  void import("../left").then((left) => left.sendLeft(drawing.room, added)).catch(console.error);
}

/** The one thing that lies over the paper, if any. */
function Over({ drawing }: { drawing: Drawing }) {
  const part = useStore(drawing.over, (over) => over.part);
  useEffect(() => {
    if (part !== "export") return;
    import("./copying").then((script) => script.savePng(drawing.room), console.error);
    drawing.show(null);
  }, [part, drawing]);
  // Only what is still shown may be put away: a menu closes after it has opened a dialog.
  const close = (): void => {
    if (drawing.over.get().part === part) drawing.show(null);
  };
  switch (part) {
    case "menu":
      return <Menu drawing={drawing} onClose={close} />;
    case "status":
    case "clear":
    case "picture":
    case "share":
    case "save":
    case "chapter":
    case "room":
    case "settings":
    case "keys":
    case "device":
    case "about":
      return <LatePart key={part} drawing={drawing} part={part} onClose={close} />;
    case "export":
    case null:
      return null;
    default:
      return part satisfies never;
  }
}
