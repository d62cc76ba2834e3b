import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Told } from "../../gallery/Told";
import forms from "../../styles/forms.css?inline";
import { useStore } from "../../ui/useStore";
import { useWhole } from "../../ui/useWhole";
import { wear } from "../../wear";
import { takeSecret, taught } from "../kept";
import type { Gone } from "../live";
import { Notice } from "../Notice";
import type { ClassState } from "../protocol";
import { t, type Word } from "../words";
import css from "./console.css?inline";
import { ClassDesk } from "./desk";
import { Head } from "./Head";

wear(forms);
wear(css);

/** A teacher's page of a class. */
export function Console({ id }: { id: string }) {
  const [desk] = useState(() => {
    const key = takeSecret() ?? taught().find((one) => one.class === id)?.key;
    return key ? new ClassDesk(id, key) : null;
  });
  return desk ? <Lesson desk={desk} /> : <Notice text={t("gone.noKey")} links={<ToClasses />} />;
}

function Lesson({ desk }: { desk: ClassDesk }) {
  const { state, gone } = useWhole(desk.live.seen);
  useEffect(() => {
    desk.live.start();
    return () => desk.dispose();
  }, [desk]);
  const isTeacher = state?.you.is === "teacher";
  const { title, code } = state ?? {};
  useEffect(() => {
    if (isTeacher && title !== undefined && code !== undefined) desk.keep(title, code);
    if (title) document.title = t("page", { title });
  }, [desk, isTeacher, title, code]);
  if (gone) return <Out gone={gone} />;
  if (!state) return <Notice text={t("connecting")} isBusy />;
  if (!isTeacher) return <Notice text={t("gone.notTeacher")} links={<ToClasses />} />;
  return (
    <>
      <a class="skip" href="#wall">
        {t("skip")}
      </a>
      <Head desk={desk} state={state} />
      <main class="console">
        <Offline desk={desk} />
        <LateParts desk={desk} state={state} />
        <Told teller={desk} />
      </main>
      <LateOver desk={desk} />
    </>
  );
}

/** Why the class is not seen here. */
function Out({ gone }: { gone: Gone }) {
  const isElsewhere = gone === "replaced";
  const here = (
    <button type="button" class="button button-main" onClick={() => location.reload()}>
      {t("gone.here")}
    </button>
  );
  return <Notice text={t(`gone.${gone}` as Word)} links={isElsewhere ? here : <ToClasses />} />;
}

function ToClasses() {
  return (
    <a class="button button-main" href="/c">
      {t("gone.classes")}
    </a>
  );
}

/** That nothing that is done arrives now. */
function Offline({ desk }: { desk: ClassDesk }) {
  const isOpen = useStore(desk.live.seen, ({ link }) => link.kind === "open");
  return (
    <Strip kind="warn" isShown={!isOpen}>
      {t("offline")}
    </Strip>
  );
}

/** A line above the wall; who listens hears it when it comes. */
function Strip(props: { kind: string; isShown: boolean; children: ComponentChildren }) {
  return (
    <div role="status">
      {props.isShown && <p class={`strip strip-${props.kind}`}>{props.children}</p>}
    </div>
  );
}

/** All below the head, in scripts of their own: the code to join by is there before them. */
function LateParts({ desk, state }: { desk: ClassDesk; state: ClassState }) {
  const [scripts, setScripts] = useState<Scripts | null>(null);
  useEffect(() => {
    const both = Promise.all([import("./Above"), import("../wall/Wall")]);
    both.then(setScripts, () => desk.fail(t("failed")));
  }, [desk]);
  const [above, wall] = scripts ?? [];
  return (
    <>
      {above && <above.Above desk={desk} state={state} />}
      <div id="wall" tabIndex={-1}>
        {wall && <wall.Wall desk={desk} />}
      </div>
    </>
  );
}

type Scripts = [typeof import("./Above"), typeof import("../wall/Wall")];

/** The dialog over the page; its script comes when it is asked for. */
function LateOver({ desk }: { desk: ClassDesk }) {
  const { shown } = useWhole(desk.over);
  const [script, setScript] = useState<typeof import("./Over") | null>(null);
  const isNeeded = shown.kind !== null;
  useEffect(() => {
    if (!isNeeded || script) return;
    import("./Over").then(setScript, () => {
      desk.close();
      desk.fail(t("failed"));
    });
  }, [desk, isNeeded, script]);
  return script && <script.Over desk={desk} />;
}
