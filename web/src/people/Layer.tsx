import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../ui/useStore";
import { Banners, Frame } from "./Banners";
import type { Company } from "./company";
import { CursorLayer } from "./cursors";

/** What lies over the paper: pointers of the others, whom one follows, messages, the chat. */
export function Layer({ company }: { company: Company }) {
  const isTalking = useStore(company.talk.state, (state) => state.isOpen);
  useEffect(() => () => company.dispose(), [company]);
  return (
    <>
      <Cursors company={company} />
      <Frame company={company} />
      <Banners company={company} />
      {isTalking && <LateChat company={company} />}
    </>
  );
}

/** The chat; its script comes after the page that can be without it. */
function LateChat({ company }: { company: Company }) {
  const [Chat, setChat] = useState<typeof import("./ChatPanel").ChatPanel | null>(null);
  useEffect(() => {
    import("./ChatPanel").then(({ ChatPanel }) => setChat(() => ChatPanel), console.error);
  }, []);
  return Chat && <Chat company={company} />;
}

function Cursors({ company }: { company: Company }) {
  const layer = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = layer.current;
    const desk = element?.parentElement?.querySelector<HTMLElement>(".desk");
    return element && desk ? show(company, element, desk) : undefined;
  }, [company]);
  return <div ref={layer} class="cursors" aria-hidden="true" />;
}

/** Shows the pointers of others in `element`, and tells of the own one over `desk`. */
function show(company: Company, element: HTMLElement, desk: HTMLElement): () => void {
  const { presence, own, drawing } = company;
  const cursors = new CursorLayer(element, drawing.desk, presence, () => own.get().cursors);
  const refresh = (): void => cursors.refresh();
  presence.onPoint = (client) => cursors.point(client);
  const ends = [
    company.watch(desk),
    drawing.desk.seen.subscribe(refresh),
    own.subscribe(refresh),
    presence.here.subscribe(() => {
      refresh();
      for (const { client } of presence.here.get().people) cursors.dress(client);
    }),
    () => cursors.dispose(),
  ];
  refresh();
  return () => {
    for (const end of ends) end();
  };
}
