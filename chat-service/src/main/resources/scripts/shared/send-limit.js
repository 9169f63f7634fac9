/** The message limit as a sender knows it: the wait after a message came too fast, and then one message at a time. */

import { positive } from "./reasons.js";

export class SendLimit {
  #monotonic;
  #until = null;
  #reached = false;

  constructor(monotonic) {
    this.#monotonic = monotonic;
  }

  /** Whether a message was limited: those behind it go one at a time, so that they do not run into the limit too. */
  get isReached() { return this.#reached; }

  /** The moment until which nothing is sent, by the monotonic clock; null where nothing waits. */
  get until() { return this.#until; }

  /** How long nothing is sent, in milliseconds. */
  get left() { return this.#until === null ? 0 : positive(this.#until - this.#monotonic()); }

  /** A message was limited. Of several waits the longest holds. */
  reach(retryAfterMs) {
    this.#reached = true;
    this.#until = Math.max(this.#until ?? -Infinity, this.#monotonic() + retryAfterMs);
  }

  /** The wait is over. */
  endWait() { this.#until = null; }

  /** All that was limited has arrived. */
  clear() { this.#reached = false; }
}
