import { useEffect, useRef, useState } from "preact/hooks";
import { keptPupil } from "../class/kept";
import type { Enter } from "../class/protocol";
import { Avatar } from "../people/Avatar";
import { myself } from "../people/myself";
import type { FoundClass } from "./CodeForm";
import { NameChange } from "./NameChange";
import { Outside } from "./Outside";
import { atDoor } from "./stand";
import { useVisit } from "./useVisit";
import { t } from "./words";

interface WaitingRoomProps {
  found: FoundClass;
  way: Enter;
  /** Somebody who did not get in tries in another way. */
  onOut: () => void;
}

/** In the class, until its teacher begins. */
export function WaitingRoom({ found, way, onOut }: WaitingRoomProps) {
  const visit = useVisit(found.class, way);
  const { seen, refused } = visit;
  const shown = atDoor(seen);
  // Before this page came in: a key that no longer works is forgotten, and its room with it.
  const [room] = useState(() => keptPupil(found.class)?.room ?? "");
  const path = shown.kind === "going" ? shown.path : null;
  useEffect(() => {
    if (path) location.replace(path);
  }, [path]);
  if (refused) return <Outside why={refused} room={room} onAgain={onOut} />;
  if (shown.kind === "out") {
    const last = keptPupil(found.class)?.room || room;
    return <Outside why={shown.why} room={last} onAgain={onOut} />;
  }
  const { kind } = shown;
  const isAgain = way.again === true;
  // Until the teacher agrees, the class calls them by a name that is not taken yet.
  const asked = isAgain && way.name;
  return (
    <>
      <Title text={seen.state?.title ?? found.title} />
      {kind === "waiting" && <Self name={(!shown.isIn && asked) || shown.name} />}
      <div class="wait" role="status">
        {kind === "coming" && t("wait.connecting")}
        {kind === "going" && t("wait.going")}
        {kind === "waiting" && <Waits isIn={shown.isIn} name={asked || null} />}
        {seen.link.kind === "waiting" && <p class="door-away">{t("wait.reconnecting")}</p>}
      </div>
      {kind === "waiting" && !(isAgain && !shown.isIn) && (
        <NameChange live={visit.live} name={shown.name} />
      )}
    </>
  );
}

/** What the page is about; whoever hears it begins here, as the form before is gone. */
function Title({ text }: { text: string }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <h1 class="door-title" dir="auto" tabIndex={-1} ref={title}>
      {text}
    </h1>
  );
}

/** How one is seen. */
function Self({ name }: { name: string }) {
  const [color] = useState(() => myself().color);
  return (
    <div class="self">
      <Avatar name={name} color={color} />
      <p class="self-name" dir="auto">
        {name}
      </p>
    </div>
  );
}

/** What is waited for; with a `name`, that the teacher knows it again. */
function Waits({ isIn, name }: { isIn: boolean; name: string | null }) {
  const why = name === null ? t("wait.admit") : t("wait.again", { name });
  return (
    <p>
      <strong>{t(isIn ? "wait.in" : "wait.door")}</strong> {isIn ? t("wait.start") : why}
    </p>
  );
}
