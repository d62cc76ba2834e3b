import { useEffect, useState } from "preact/hooks";
import { t } from "./hidingWords";
import { t as say } from "./words";

/** Whoever goes through the choices asks for no picture on the way, in ms. */
const CALM_MS = 250;

interface PreviewProps {
  src: string;
  /** Whose work is not in it. */
  name: string;
}

/** The picture as it would be. */
export function Preview({ src, name }: PreviewProps) {
  const [phase, setPhase] = useState<"calm" | "comes" | "there" | "failed">("calm");
  useEffect(() => {
    setPhase("calm");
    const timer = setTimeout(() => setPhase("comes"), CALM_MS);
    return () => clearTimeout(timer);
  }, [src]);
  if (phase === "failed") {
    return (
      <div role="alert">
        <p>{say("picture.failed")}</p>
        <button type="button" class="button" onClick={() => setPhase("comes")}>
          {say("picture.retry")}
        </button>
      </div>
    );
  }
  return (
    <>
      {phase !== "calm" && (
        <img
          key={src}
          src={src}
          alt={phase === "there" ? t("without", { name }) : ""}
          onLoad={() => setPhase("there")}
          onError={() => setPhase("failed")}
        />
      )}
      {phase !== "there" && <p>{t("painting")}</p>}
    </>
  );
}
