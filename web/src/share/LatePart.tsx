import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Drawing } from "../drawing";

interface PartProps {
  drawing: Drawing;
  onClose: () => void;
}

type Dialog = FunctionComponent<PartProps>;

/** Dialogs whose script comes when they are opened. */
const DIALOGS = {
  status: async (): Promise<Dialog> => (await import("./Connection")).Connection,
  clear: async (): Promise<Dialog> => (await import("./ClearDialog")).ClearDialog,
  picture: async (): Promise<Dialog> => (await import("./AddPicture")).AddPicture,
  share: async (): Promise<Dialog> => (await import("./ShareDialog")).ShareDialog,
  save: async (): Promise<Dialog> => (await import("../gallery/room")).SaveRoom,
  chapter: async (): Promise<Dialog> => (await import("../gallery/room")).ChapterDialog,
  room: async (): Promise<Dialog> => (await import("../host/room")).openRoom(),
  settings: async (): Promise<Dialog> => (await import("../settings")).SettingsDialog,
  keys: async (): Promise<Dialog> => (await import("../settings")).KeysDialog,
  device: async (): Promise<Dialog> => (await import("../pupil/DeviceDialog")).DeviceDialog,
  about: async (): Promise<Dialog> => (await import("../settings")).AboutDialog,
};

/** One of them. */
export function LatePart({ part, ...props }: PartProps & { part: keyof typeof DIALOGS }) {
  const { drawing } = props;
  const [Shown, setShown] = useState<Dialog | null>(null);
  useEffect(() => {
    DIALOGS[part]().then(
      (dialog) => setShown(() => dialog),
      (error) => {
        console.error(error);
        drawing.over.set({ part: null, failed: true });
      },
    );
  }, [part, drawing]);
  return Shown && <Shown {...props} />;
}
