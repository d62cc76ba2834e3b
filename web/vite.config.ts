import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** Writes `.br` and `.gz` beside each text file: the server sends them as they are. */
function compressed(): Plugin {
  let out = "";
  return {
    name: "easel-compressed",
    apply: "build",
    configResolved: (config) => {
      out = config.build.outDir;
    },
    // Only what is written: the test of the sizes builds without writing.
    writeBundle: () => {
      for (const name of readdirSync(out, { recursive: true, encoding: "utf8" })) {
        if (!/\.(js|css|html|svg|webmanifest)$/.test(name)) continue;
        const bytes = readFileSync(join(out, name));
        writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes));
        writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/** Puts the sign of the tab into the page itself: asked for as a file it would be a request before the first ink. */
function iconInPage(): Plugin {
  const link = 'href="/favicon.svg"';
  return {
    name: "easel-icon-in-page",
    transformIndexHtml: (html) => {
      if (!html.includes(link)) throw new Error(`index.html has no ${link}`);
      const svg = readFileSync(join(import.meta.dirname, "public/favicon.svg"), "utf8").trim();
      const text = svg.replace(/[%#"<>]/g, encodeURIComponent);
      return html.replace(link, `href="data:image/svg+xml,${text}"`);
    },
  };
}

/** In place of Vite's own helper, which weighs more than the pages it loads: they bring nothing to load beside. */
function smallPreload(): Plugin {
  return {
    name: "easel-small-preload",
    enforce: "pre",
    apply: "build",
    load: (id) =>
      id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null,
  };
}

/**
 * What is needed at first is one script, however much of it later scripts use too. Dialogs and menus
 * that are not opened together share their frame, not each other's script.
 */
const GROUPS = [
  { name: "index", tags: ["$initial" as const], priority: 1 },
  { name: "wear", test: /src\/wear\.ts$/ },
  { name: "tell", test: /src\/tell\.ts$/ },
  { name: "forms", test: /styles\/forms\.css.*$/ },
  { name: "dialog", test: /(ui\/(Dialog|Question)\.tsx|styles\/dialogs\.css.*)$/ },
  { name: "menu", test: /(ui\/(Menu\.tsx|openBeside\.ts)|styles\/menus\.css.*)$/ },
  { name: "letters", test: /class\/code\.ts$/ },
  { name: "lesson", test: /class\/(words|useNow)\.ts$/ },
  { name: "live", test: /class\/(live|decode|kept)\.ts$/ },
  { name: "seat", test: /class\/wall\/(words|icons|ago|one|choice|Facts|ShowMenu)\.tsx?$/ },
  { name: "ask", test: /gallery\/ask\.ts$/ },
  { name: "crowd", test: /people\/(words|ranks|Pictures)\.tsx?$/ },
  { name: "hosting", test: /host\/(words|tongue|over|asking|ranking)\.tsx?$/ },
  { name: "copying", test: /share\/copying\.ts$/ },
  { name: "sharing", test: /share\/(words|rights|state|code|pictures|receiving)\.ts$/ },
];

const server = "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [compressed(), iconInPage(), smallPreload()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    // What older browsers do not know, such as `light-dark()`, is written out for them.
    cssTarget: ["chrome111", "firefox114", "safari16.4"],
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
  },
  // As the page itself: what reads pictures comes when there is one.
  worker: { format: "es", plugins: () => [smallPreload()] },
  server: {
    proxy: { "/ws": { target: server, ws: true }, "/api": { target: server }, "/plain": server },
  },
});
