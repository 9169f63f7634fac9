/** The button by which a visitor ends a wait that the server asked for: an operator may have reset the limit meanwhile. */

/** Whoever waits this long or less needs no button. */
const SHORT_WAIT_MS = 10_000;
/** Early attempts of one visitor: too few in a minute for the rules about suspects to count on. */
const ONCE_PER_MS = 20_000;

export class TryNow {
  #button;
  #readyAt = 0;

  /** `attempt()` is called once for a press, and not for one that follows too soon. */
  constructor(button, attempt) {
    this.#button = button;
    button.addEventListener("click", () => {
      if (!this.#isReady) return;
      this.#readyAt = performance.now() + ONCE_PER_MS;
      attempt();
    });
  }

  /** Stays where it is while the attempt is under way, so that it keeps the focus. */
  show({ state, reason, retryAt }) {
    if (state !== "connecting") this.#button.hidden = !(state === "waiting" && retryAt !== null && isOfTheServer(reason));
    this.#button.setAttribute("aria-disabled", String(state === "connecting" || !this.#isReady));
  }

  get #isReady() { return performance.now() >= this.#readyAt; }
}

/** Of a server that stops, each client is told another moment, so that they do not all come at once. */
function isOfTheServer({ code, retryAfterMs }) {
  return retryAfterMs > SHORT_WAIT_MS && code !== "SERVER_DRAINING";
}
