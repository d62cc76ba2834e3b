/** Styles of pages that are loaded when they are needed: they come within the script, not as one more request. */

const worn = new Set<string>();

/** Puts a style on the page, once; the policy of the page allows no style element. */
export function wear(css: string): void {
  if (worn.has(css)) return;
  worn.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
