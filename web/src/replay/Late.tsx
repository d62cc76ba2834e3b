import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Player } from "./player";
import type { Session } from "./session";

interface MenuProps {
  room: string;
  seq: () => number;
  title: string;
  onDone: () => void;
}

type MomentMenu = FunctionComponent<MenuProps>;

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
  return Menu && <Menu {...{ room: session.room, seq, title }} onDone={grown} />;
}
