import { useRef } from "preact/hooks";
import { t } from "./words";

/** Chooses a replay file of this device. */
export function FileButton({ onFile }: { onFile: (file: File) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button" onClick={() => field.current?.click()}>
        {t("open.file")}
      </button>
      <input
        ref={field}
        type="file"
        accept=".easel"
        hidden
        aria-label={t("open.file")}
        onInput={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file may be chosen again.
          event.currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
    </>
  );
}
