/** The next attempt to connect: one at a time, none while the browser is offline, and none while its owner sleeps. */

export class RetryPlan {
  #timers;
  #monotonic;
  #isOnline;
  #sleeps;
  #attempt;
  #at = 0;
  #why = null;

  /** The server asked for no attempt before, by the monotonic clock. */
  earliest = 0;

  /** `attempt` is called when it is time; `sleeps(why)` tells whether it is not to be, for now. */
  constructor({ timers, monotonic, isOnline, sleeps, attempt }) {
    this.#timers = timers;
    this.#monotonic = monotonic;
    this.#isOnline = isOnline;
    this.#sleeps = sleeps;
    this.#attempt = attempt;
  }

  /**
   * Plans an attempt in place of any other. The server asked for none before `earliest`. Returns what the connection becomes:
   * its `state`, the reason (`why`; null where the network is it), and when it tries (`due`; null where nobody looks).
   */
  set(at, why, earliest = at) {
    this.cancel();
    this.#at = Math.max(at, this.#monotonic());
    this.earliest = earliest;
    this.#why = why;
    if (!this.#isOnline()) return { state: "offline", why: null, due: this.#at };
    if (this.#sleeps(why)) return { state: "waiting", why, due: null };
    this.#timers.after("retry", this.#at - this.#monotonic(), this.#attempt);
    return { state: "waiting", why, due: this.#at };
  }

  /** Plans the same attempt for when the page, or what its owner waits for, is another. */
  again() {
    return this.set(this.#at, this.#why, this.earliest);
  }

  /** The backoff was for the network's sake, and the network is back: what is left is the server's wait, or this one. */
  sooner(waitMs) {
    return this.set(Math.max(this.earliest, this.#monotonic() + waitMs), this.#why, this.earliest);
  }

  /** What is left of the server's wait: none, unless an attempt was made in spite of it. */
  get left() { return Math.max(0, this.earliest - this.#monotonic()); }

  isSooner(waitMs) {
    return Math.max(this.earliest, this.#monotonic() + waitMs) < this.#at;
  }

  /** Has the attempt follow after exactly this time, as a server that is about to stop asks for. */
  after(waitMs, task) {
    this.#timers.after("retry", waitMs, task);
  }

  cancel() { this.#timers.cancel("retry"); }
}
