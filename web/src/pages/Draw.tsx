import { useEffect, useState } from "preact/hooks";
import { Drawing } from "../drawing";
import { t } from "../i18n";
import { rememberRoom } from "../rooms";
import { Banner } from "../ui/Banner";
import { CanvasView } from "../ui/CanvasView";
import { ClearDialog } from "../ui/ClearDialog";
import { Hint, PenChip, Said, WatchBar } from "../ui/Notes";
import { Tools } from "../ui/Tools";
import { TopBar } from "../ui/TopBar";
import { usePeople } from "../ui/usePeople";
import { useShortcuts } from "../ui/useShortcuts";
import { Zoom } from "../ui/Zoom";
import { expose } from "../window";

/** A room to draw in, or to watch. */
export function Draw({ room, watch }: { room: string; watch: boolean }) {
  const [drawing] = useState(() => new Drawing(room, watch));
  const [isAsking, setIsAsking] = useState(false);
  useEffect(() => inhabit(drawing), [drawing]);
  useShortcuts(drawing);
  const people = usePeople(drawing);
  return (
    <>
      <a class="skip" href="#canvas">
        {t("app.skip")}
      </a>
      <TopBar drawing={drawing} people={people?.bar} />
      <main class="place">
        <CanvasView drawing={drawing} />
        {people?.layer}
        <Banner drawing={drawing} />
        <div class="corner">
          <Zoom desk={drawing.desk} />
          <PenChip drawing={drawing} />
        </div>
        <div class="bottom">
          {!watch && <Hint drawing={drawing} />}
          <div class="bar-place" data-covers="side">
            {watch ? (
              <WatchBar drawing={drawing} />
            ) : (
              <Tools drawing={drawing} onClear={() => setIsAsking(true)} />
            )}
          </div>
        </div>
      </main>
      {isAsking && (
        <ClearDialog onClear={() => drawing.clear()} onClose={() => setIsAsking(false)} />
      )}
      <Said drawing={drawing} />
    </>
  );
}

/** While the page is open: it is remembered, tests can ask it, and unsaved strokes hold it back. */
function inhabit(drawing: Drawing): () => void {
  const { client } = drawing;
  expose(client);
  // A room without a picture is nothing to come back to.
  const stop = client.view.subscribe(() => {
    if (client.view.get().seq === 0) return;
    rememberRoom(drawing.room);
    stop();
  });
  const hold = (event: BeforeUnloadEvent): void => {
    if (client.view.get().waiting > 0) event.preventDefault();
  };
  addEventListener("beforeunload", hold);
  return () => {
    stop();
    removeEventListener("beforeunload", hold);
    drawing.dispose();
  };
}
