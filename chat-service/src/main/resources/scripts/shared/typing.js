/** That somebody types: how often it is told, and how long it is shown. */

const TYPING_EVERY_MS = 3_000;
export const TYPING_SHOWN_MS = 4_000;

/** Lets one of many keys through every few seconds, and the first after a message. */
export class TypingThrottle {
  #monotonic;
  #lastAt = -Infinity;

  constructor(monotonic) {
    this.#monotonic = monotonic;
  }

  /** Whether the others should be told now; then they have been. */
  isDue() {
    const now = this.#monotonic();
    if (now - this.#lastAt < TYPING_EVERY_MS) return false;
    this.#lastAt = now;
    return true;
  }

  reset() { this.#lastAt = -Infinity; }
}
