import { type ComponentChild, render } from "preact";
import "./styles/tokens.css";
import "./styles/app.css";
import "./styles/draw.css";
import "./styles/bars.css";
import "./styles/narrow.css";
import { choices, startChoices } from "./choices";
import { t } from "./i18n";
import { unsentKey } from "./identity";
import { Draw } from "./pages/Draw";
import { roomOfPath } from "./rooms";
import { ofTab, read } from "./storage";

/** Ways to see a room without most of its controls. */
const MODES = ["present", "embed", "show"];

/** The page of a path. To draw takes no second load; every other page is loaded when it is needed. */
async function pageOf({ pathname, search }: Location): Promise<ComponentChild> {
  const room = roomOfPath(pathname);
  if (room !== null) {
    const asks = (what: string): boolean => new URLSearchParams(search).get(what) === "1";
    document.documentElement.dataset.mode = MODES.find(asks) ?? "";
    // Few pages had anything left to tell: the script for that comes when there is.
    const kept = read(ofTab, unsentKey(room)) ? await import("./restoring") : null;
    return <Draw room={room} watch={asks("watch")} restore={kept?.restore ?? null} />;
  }
  if (pathname === "/") {
    const page = await import("./pages/Landing");
    return <page.Landing />;
  }
  if (/^\/j(\/[^/]*)?$/.test(pathname)) {
    const page = await import("./pupil");
    return <page.Door />;
  }
  if (pathname.startsWith("/replay/")) {
    const page = await import("./replay");
    return page.pageOf(pathname);
  }
  if (pathname === "/gallery") {
    const page = await import("./gallery");
    return <page.Gallery />;
  }
  if (/^\/c(\/|$)/.test(pathname)) {
    const page = await import("./class");
    return page.pageOf(pathname);
  }
  const page = await import("./pages/Nowhere");
  return <page.Nowhere />;
}

async function start(root: Element): Promise<void> {
  try {
    startChoices();
    const wish = choices.get().language || navigator.language;
    // The page is written in English: who reads that waits for nothing.
    if (!wish.startsWith("en")) await (await import("./languages")).speakChosen();
    const page = await pageOf(location);
    root.replaceChildren();
    render(page, root);
  } catch (error) {
    console.error(error);
    root.textContent = t("app.failed");
  }
}

const root = document.querySelector("#page");
if (root) void start(root);
