import { useState } from "preact/hooks";
import type { Drawing } from "../drawing";
import { Dialog } from "../ui/Dialog";
import { receive } from "./receiving";
import { t } from "./words";

interface AddPictureProps {
  drawing: Drawing;
  onClose: () => void;
}

/** Asks for a picture, and how large it is to be. */
export function AddPicture({ drawing, onClose }: AddPictureProps) {
  const [isMissing, setIsMissing] = useState(false);
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const file = data.get("file");
    setIsMissing(!(file instanceof File) || file.size === 0);
    if (!(file instanceof File) || file.size === 0) return;
    form.closest("dialog")?.close();
    void receive(drawing, { file, at: null, isBackground: data.has("background") });
  };
  return (
    <Dialog title={t("picture.title")} onClose={onClose}>
      <form onSubmit={add} noValidate>
        <p id="picture-how">{t("picture.how")}</p>
        <input
          class="file"
          type="file"
          name="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label={t("picture.file")}
          aria-describedby="picture-how"
          aria-invalid={isMissing}
          onInput={() => setIsMissing(false)}
        />
        <label class="choice">
          <input type="checkbox" name="background" />
          {t("picture.background")}
        </label>
        {isMissing && (
          <p class="error" role="alert">
            {t("picture.none")}
          </p>
        )}
        <div class="dialog-answers">
          <button type="submit" class="button button-main">
            {t("picture.add")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
