/** Where a class is joined, as it is read from a screen. */

/** Where pupils type the code, as people write an address; `dir` is the page's direction. */
export function joinAddress(link: string, dir = document.documentElement.dir): string {
  const address = link.replace(/^https?:\/\//, "").replace(/\/j\/.*$/, "/j");
  // Among words from right to left the parts of an address of numbers would change places.
  return dir === "rtl" ? `\u2066${address}\u2069` : address;
}
