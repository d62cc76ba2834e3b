import { type ComponentChild, render } from "preact";
import "./styles/tokens.css";
import "./styles/app.css";
import "./styles/draw.css";
import "./styles/bars.css";
import "./styles/narrow.css";
import { t } from "./i18n";
import { Draw } from "./pages/Draw";
import { roomOfPath } from "./rooms";

/** The page of a path. To draw takes no second load; every other page is loaded when it is needed. */
async function pageOf({ pathname, search }: Location): Promise<ComponentChild> {
  const room = roomOfPath(pathname);
  if (room !== null) {
    return <Draw room={room} watch={new URLSearchParams(search).get("watch") === "1"} />;
  }
  if (pathname === "/") {
    const page = await import("./pages/Landing");
    return <page.Landing />;
  }
  const page = await import("./pages/Nowhere");
  return <page.Nowhere />;
}

async function start(root: Element): Promise<void> {
  try {
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
