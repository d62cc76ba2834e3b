import { useEffect, useState } from "preact/hooks";
import { forgetPupil, keptPupil, takeSecret } from "../class/kept";
import type { Enter } from "../class/protocol";
import forms from "../styles/forms.css?inline";
import landing from "../styles/landing.css?inline";
import { Mark } from "../ui/Mark";
import { wear } from "../wear";
import { CodeForm, type FoundClass } from "./CodeForm";
import { NameForm } from "./NameForm";
import css from "./pupil.css?inline";
import { WaitingRoom } from "./WaitingRoom";
import { t } from "./words";

wear(forms);
wear(landing);
wear(css);

/** The page of who joins with a code: first the code, then who one is, then waiting for the lesson. */
export function Door() {
  const [handed, setHanded] = useState(() => takeSecret("s"));
  const [found, setFound] = useState<FoundClass | null>(null);
  const [way, setWay] = useState<Enter | null>(null);
  const forget = (): void => {
    setHanded(null);
    setWay(null);
  };
  useEffect(() => {
    document.title = found?.title ?? t("code.title");
  }, [found]);
  const enter = handed ? { key: handed } : way;
  return (
    <main class="landing door">
      <a class="door-mark" href="/" aria-label={t("home")}>
        <Mark />
      </a>
      {!found && <CodeForm onFound={setFound} />}
      {found && !enter && (
        <AsWhom
          found={found}
          onEnter={setWay}
          onElsewhere={() => {
            history.replaceState(null, "", "/j");
            setFound(null);
          }}
        />
      )}
      {found && enter && <WaitingRoom found={found} way={enter} onOut={forget} />}
    </main>
  );
}

interface AsWhomProps {
  found: FoundClass;
  onEnter: (way: Enter) => void;
  onElsewhere: () => void;
}

/** At the door of a class: the one this device was before, or a name. */
function AsWhom({ found, onEnter, onElsewhere }: AsWhomProps) {
  const [kept, setKept] = useState(() => keptPupil(found.class));
  if (!kept) {
    return <NameForm found={found} onEnter={onEnter} onElsewhere={onElsewhere} />;
  }
  const forget = (): void => {
    forgetPupil(found.class);
    setKept(null);
  };
  return (
    <>
      <h1 class="door-title" dir="auto">
        {found.title}
      </h1>
      <p class="door-hello">
        {kept.name ? t("back.hello", { name: kept.name }) : t("back.helloOnly")}
      </p>
      <button
        type="button"
        class="button button-main button-large"
        ref={(button) => button?.focus()}
        onClick={() => onEnter({ key: kept.key })}
      >
        {t("back.go")}
      </button>
      <button type="button" class="link-button" onClick={forget}>
        {t("back.not")}
      </button>
    </>
  );
}
