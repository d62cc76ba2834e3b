/** The gallery, a page of its own. */

export { Gallery } from "./Gallery";
