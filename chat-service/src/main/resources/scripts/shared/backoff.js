/** The random wait before a next attempt. It comes on top of the wait that the server asked for. */

/** Backoff of attempt n is random within min(cap, base * 2^n). */
const BACKOFF_BASE_MS = 1_000;
const BACKOFF_CAP_MS = 30_000;
/** A connection that lasted this long was a success: the backoff starts over. */
const STABLE_MS = 5_000;

/** Whether a connection of this age starts the backoff over. */
export function isStable(ageMs) {
  return ageMs >= STABLE_MS;
}

/** Full jitter, so that those who were refused at the same moment do not come back together. */
export class Backoff {
  #random;
  #attempts = 0;

  /** @param random a number from 0 to 1, which excludes 1 */
  constructor(random) {
    this.#random = random;
  }

  /** The wait before the next attempt, in milliseconds. */
  next() {
    const spread = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    return this.#random() * spread;
  }

  /** The wait of a client whose network came back: there are many of them, and the server refused none. */
  afterOutage() {
    return this.#random() * BACKOFF_BASE_MS;
  }

  startOver() {
    this.#attempts = 0;
  }
}
