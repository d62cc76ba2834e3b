/** Styles of pages that are loaded when they are needed: they come within the script, not as one more request. */

/** Puts a style on the page; the policy of the page allows no style element. */
export function wear(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
