import { useEffect, useState } from "preact/hooks";
import { Drawing } from "../drawing";
import { t } from "../i18n";
import { rememberRoom } from "../rooms";
import { mayPaint } from "../roomView";
import { CanvasView } from "../ui/CanvasView";
import { Hint, Said } from "../ui/Notes";
import { Tools } from "../ui/Tools";
import { TopBar } from "../ui/TopBar";
import { useLate } from "../ui/useLate";
import { usePeople } from "../ui/usePeople";
import { useShortcuts } from "../ui/useShortcuts";
import { useStore } from "../ui/useStore";
import { useWhole } from "../ui/useWhole";
import { expose } from "../window";

interface DrawProps {
  room: string;
  watch: boolean;
  restore: ConstructorParameters<typeof Drawing>[2];
}

/** A room to draw in, or to watch. */
export function Draw({ room, watch, restore }: DrawProps) {
  const [drawing] = useState(() => new Drawing(room, watch, restore));
  const late = useLate(drawing);
  useEffect(() => inhabit(drawing), [drawing]);
  useShortcuts(drawing);
  const people = usePeople(drawing);
  const { toasts } = useWhole(drawing.notes);
  const { view } = drawing.client;
  const watches = useStore(view, ({ role }) => role === "viewer");
  const paints = useStore(view, mayPaint);
  return (
    <>
      <a class="skip" href="#canvas">
        {t("app.skip")}
      </a>
      <TopBar drawing={drawing} late={late} people={people?.bar} />
      <main class="place">
        <CanvasView drawing={drawing} />
        {people?.layer}
        {late && <late.Corner drawing={drawing} />}
        {late && <late.Late drawing={drawing} />}
        {toasts}
        <div class="bottom">
          {paints && <Hint drawing={drawing} />}
          <div class="bar-place" data-covers="side" inert={!paints && !watches}>
            {watches ? late && <late.WatchBar drawing={drawing} /> : <Tools drawing={drawing} />}
          </div>
        </div>
      </main>
      <Said drawing={drawing} />
    </>
  );
}

/** The class this page belongs to, or null. */
const lesson = new URLSearchParams(location.search).get("class");

/** While the page is open: it is remembered, tests can ask it, and unsaved strokes hold it back. */
function inhabit(drawing: Drawing): () => void {
  const { client } = drawing;
  expose(client);
  if (lesson)
    import("../pupil/attend").then(({ attend }) => attend(drawing, lesson), console.error);
  // A room without a picture is nothing to come back to, and one of a class opens only from there.
  const stop = client.view.subscribe(() => {
    if (client.view.get().seq === 0) return;
    if (!lesson && !frameElement) rememberRoom(drawing.room);
    stop();
  });
  const hold = (event: BeforeUnloadEvent): void => {
    if (client.view.get().waiting > 0 && !drawing.isLeaving) event.preventDefault();
  };
  addEventListener("beforeunload", hold);
  return () => {
    stop();
    removeEventListener("beforeunload", hold);
    drawing.dispose();
  };
}
