/** Images of a recording: those that come again and again are fetched once, and one can wait for them. */

import { type FindImage, fetchImage } from "../images";
import type { Picture } from "../png";

/** Images that are kept; each is at most as large as the canvas. */
const KEPT_MAX = 4;

/** Finds images. */
export class Finder {
  readonly #kept = new Map<string, Promise<Picture>>();
  #waiting = 0;

  /** Finds one. */
  readonly find: FindImage = (id) => {
    const picture = this.#kept.get(id) ?? fetchImage(id);
    this.#kept.delete(id);
    this.#kept.set(id, picture);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT_MAX && oldest) this.#kept.delete(oldest);
    this.#waiting += 1;
    const done = (): void => {
      // A moment later: whoever asked for it lays it first.
      setTimeout(() => {
        this.#waiting -= 1;
      });
    };
    picture.then(done, () => {
      this.#kept.delete(id);
      done();
    });
    return picture;
  };

  /** Waits until all images that were asked for lie where they belong. */
  async still(): Promise<void> {
    // What looks for an image may itself be on its way.
    do await new Promise((resolve) => setTimeout(resolve, 10));
    while (this.#waiting > 0);
  }
}
