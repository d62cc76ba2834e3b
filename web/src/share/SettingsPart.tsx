import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";

type SettingsScript = typeof import("../settings");

interface SettingsPartProps {
  drawing: Drawing;
  part: "settings" | "keys" | "about";
  onClose: () => void;
}

/** Dialogs that are opened seldom, loaded when they are. */
export function SettingsPart({ drawing, part, onClose }: SettingsPartProps) {
  const [script, setScript] = useState<SettingsScript | null>(null);
  useEffect(() => {
    import("../settings").then(setScript, (error) => {
      console.error("easel: a part of the page is missing", error);
      drawing.over.set({ part: null, failed: true });
    });
  }, [drawing]);
  if (!script) return null;
  switch (part) {
    case "settings":
      return <script.SettingsDialog drawing={drawing} onClose={onClose} />;
    case "keys":
      return <script.KeysDialog onClose={onClose} />;
    case "about":
      return <script.AboutDialog onClose={onClose} />;
    default:
      return part satisfies never;
  }
}
