/** Time: the page's clock, which a test can replace, and timers that are known by name. */

/** The longest wait a browser's timer can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The page's time. Waits are measured by `monotonic`, which nobody can set; `now` is the time of day, to be shown. */
export const PAGE_CLOCK = Object.freeze({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (task, ms) => globalThis.setTimeout(task, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
});

/** A function that reads the monotonic time of a clock; a clock that has none is never set, as in a simulation. */
export function monotonicOf(clock) {
  return () => (clock.monotonic ?? clock.now).call(clock);
}

/** Timers by their names, one of each: setting it again replaces it. */
export class Timers {
  #clock;
  #running = new Map();

  constructor(clock) {
    this.#clock = clock;
  }

  after(name, ms, task) {
    this.cancel(name);
    this.#running.set(name, this.#clock.setTimeout(() => {
      this.#running.delete(name);
      task();
    }, Math.min(ms, LONGEST_TIMER_MS)));
  }

  runs(name) { return this.#running.has(name); }

  cancel(...names) {
    for (const name of names) {
      if (!this.#running.has(name)) continue;
      this.#clock.clearTimeout(this.#running.get(name));
      this.#running.delete(name);
    }
  }
}
