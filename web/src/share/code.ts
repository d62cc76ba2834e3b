import { useEffect, useState } from "preact/hooks";

/** The short code of a room as it is read out, null while it is asked for. */
export function useCode(room: string): string | "failed" | null {
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => {
    let isHere = true;
    codeOf(room).then(
      (found) => isHere && setCode(found),
      () => isHere && setCode("failed"),
    );
    return () => {
      isHere = false;
    };
  }, [room]);
  return code;
}

async function codeOf(room: string): Promise<string> {
  const answer = await fetch(`/api/rooms/${room}/code`, { method: "POST" });
  if (!answer.ok) throw new Error(`no code: ${answer.status}`);
  const { code } = (await answer.json()) as { code: string };
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
