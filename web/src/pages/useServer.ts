/** Whether the server can be reached, looked at now and then while somebody looks at the page. */

import { useCallback, useEffect, useState } from "preact/hooks";

/** Time between two looks while it is there, and while it is not, in ms. */
const LOOK_MS = 10_000;
const RETRY_MS = 3_000;

/** What is asked for: small, and any answer will do. */
const SMALL = "/favicon.svg";

/** Whether it is there, and a way to tell that it is not. */
export function useServer(): [isThere: boolean, lose: () => void] {
  const [isThere, setIsThere] = useState(true);
  useEffect(() => {
    const look = async (): Promise<void> => {
      if (document.hidden) return;
      const asked = fetch(SMALL, { method: "HEAD", cache: "no-store" });
      setIsThere(await asked.then(({ status }) => status < 500).catch(() => false));
    };
    const timer = setInterval(() => void look(), isThere ? LOOK_MS : RETRY_MS);
    const ends = new AbortController();
    for (const name of ["online", "offline"]) addEventListener(name, () => void look(), ends);
    return () => {
      clearInterval(timer);
      ends.abort();
    };
  }, [isThere]);
  return [isThere, useCallback(() => setIsThere(false), [])];
}
