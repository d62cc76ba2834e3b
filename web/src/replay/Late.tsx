import { useEffect, useState } from "preact/hooks";
import { called } from "./people";
import type { Player } from "./player";
import type { Session } from "./session";

type MomentMenu = typeof import("../gallery/moment").MomentMenu;

/** What can be done with the moment that is shown; its script comes once the recording is seen. */
export function Moment({ session, player }: { session: Session; player: Player }) {
  const [Menu, setMenu] = useState<MomentMenu | null>(null);
  useEffect(() => {
    import("../gallery/moment").then(
      ({ MomentMenu }) => setMenu(() => MomentMenu),
      // Without it one can still look.
      (error: unknown) => console.error("easel: the menu of moments did not load", error),
    );
  }, []);
  const title = player.recording.title ?? session.room;
  const grown = (): void => void session.reopen();
  const seq = (): number => (session.view.get().isLive ? session.seq : player.seq);
  return Menu && <Menu {...{ room: session.room, seq, title }} call={called} onDone={grown} />;
}
