/** Finds out that a connection has gone silent without an end, as when a proxy has forgotten it. */

import { PAGE_CLOCK, Timers, monotonicOf } from "./clock.js";

/** After so long without a frame the server is asked whether it is there: a browser shows its pages no pings. */
const SILENCE_MS = 25_000;
/** As long as this where nothing was said or typed for `IN_USE_MS`: to answer costs the server more than to keep a socket. */
const IDLE_SILENCE_MS = 75_000;
const IN_USE_MS = 120_000;
/** So long something that was sent may go without an answer; after half of it the server is asked. */
const ANSWER_MS = 10_000;
/** Each time that no answer comes, twice as long is waited for the next, and so long at most: a line can be that slow. */
const MOST_PATIENCE_MS = 60_000;
/** A timer that is late by more shows that the page stood still, and proves nothing about the server. */
const LATE_MS = 2_000;

/**
 * Finds out that a connection has gone silent without an end: a proxy has forgotten it, or the network has. Asks the server
 * after a silence, while somebody looks, and when the answer to something is late. What is asked is answered by a `pong`.
 * A silence is longer where the connection is not in use.
 */
export class SilenceWatch {
  #clock;
  #monotonic;
  #timers;
  #isHidden;
  #awaits;
  #ask;
  #onSilent;
  #running = false;
  #idleSilenceMs;
  #heardAt = 0;
  #usedAt = 0;
  #asked = false;
  #patience = ANSWER_MS;
  #ahead = 0;

  /**
   * `awaits`: whether something that was sent has no answer yet. `ask` sends a `ping`. `onSilent` is called once, when the
   * connection is to be given up.
   */
  constructor({ clock = PAGE_CLOCK, isHidden = () => false, idleSilenceMs = IDLE_SILENCE_MS, awaits, ask, onSilent }) {
    this.#idleSilenceMs = idleSilenceMs;
    this.#clock = clock;
    this.#monotonic = monotonicOf(clock);
    this.#timers = new Timers(clock);
    this.#isHidden = isHidden;
    this.#awaits = awaits;
    this.#ask = ask;
    this.#onSilent = onSilent;
  }

  /** A connection is in. */
  begin() {
    this.end();
    this.#running = true;
    this.#heardAt = this.#monotonic();
    this.#usedAt = this.#heardAt;
    this.#hasSlept();
    this.#watch();
  }

  /** The network may be another than before: asks at once. */
  check() {
    if (this.#running) this.#askNow(this.#patience);
  }

  end() {
    this.#timers.cancel("silence", "late", "answer");
    this.#running = false;
    this.#asked = false;
  }

  /** Something has come. */
  heard() {
    this.#heardAt = this.#monotonic();
    if (!this.#asked) this.#usedAt = this.#heardAt;
  }

  /** What was asked has been answered, so all that was sent before has arrived; false where nothing was asked. */
  answered() {
    if (!this.#asked) return false;
    this.#timers.cancel("answer");
    this.#asked = false;
    this.#patience = ANSWER_MS;
    return true;
  }

  /** Something was sent that the server answers. */
  sent() {
    if (!this.#running || this.#asked || this.#timers.runs("late")) return;
    this.#timers.after("late", this.#patience / 2, () => {
      if (this.#awaits()) this.#askNow(this.#patience / 2);
    });
  }

  /** Somebody looks again, or types. */
  used() {
    if (!this.#running) return;
    this.#usedAt = this.#monotonic();
    if (this.#hasSlept()) this.check();
    this.#watch();
  }

  /** Whether the day went on while the monotonic clock stood still, as it may in a machine that sleeps; since it was last asked. */
  #hasSlept() {
    const before = this.#ahead;
    this.#ahead = this.#clock.now() - this.#monotonic();
    return Math.abs(this.#ahead - before) > LATE_MS;
  }

  /** While nobody looks nothing is asked. */
  #watch() {
    this.#timers.cancel("silence");
    if (this.#isHidden()) return;
    const now = this.#monotonic();
    const silence = now - this.#usedAt < IN_USE_MS ? SILENCE_MS : this.#idleSilenceMs;
    const left = this.#heardAt + silence - now;
    if (left <= 0) this.#askNow(this.#patience);
    this.#timers.after("silence", left > 0 ? left : silence, () => this.#watch());
  }

  #askNow(patience, again = false) {
    if (this.#asked && !again) return;
    this.#asked = true;
    const dueAt = this.#monotonic() + patience;
    this.#timers.after("answer", patience, () => {
      if (!again && this.#monotonic() - dueAt > LATE_MS) this.#askNow(patience, true);
      else this.#giveUp();
    });
    this.#ask();
  }

  #giveUp() {
    this.#patience = Math.min(this.#patience * 2, MOST_PATIENCE_MS);
    this.end();
    this.#onSilent();
  }
}
