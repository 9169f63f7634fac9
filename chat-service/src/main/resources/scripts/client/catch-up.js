/** What a connection has missed: asks for it, and has messages wait until it is there. */

/** They wait this long for the answer to `resume`, which tells those that have already arrived. */
const HISTORY_TIMEOUT_MS = 3_000;

export class CatchUp {
  #timers;
  #request;
  #lastSequence;
  #onDone;
  #after = -1;
  /** Whether an answer is on its way. */
  isAwaited = false;
  /** Whether all that was missed is there, or has been given up. */
  isDone = false;

  /** `request(frame)` is whether the frame is on its way; `lastSequence()` is the highest that has come. */
  constructor({ timers, request, lastSequence, onDone }) {
    this.#timers = timers;
    this.#request = request;
    this.#lastSequence = lastSequence;
    this.#onDone = onDone;
  }

  /** A connection is in. */
  begin() {
    this.isAwaited = this.#request({ type: "resume", after: this.#after });
    this.#timers.after("history", HISTORY_TIMEOUT_MS, () => this.#done());
  }

  answered() {
    this.isAwaited = false;
    this.#done();
  }

  /** A message has come by itself. */
  advance() {
    if (this.isDone) this.#after = this.#lastSequence();
  }

  /** The connection is gone. */
  left() {
    this.#timers.cancel("history");
    this.isAwaited = false;
    this.isDone = false;
  }

  /** The conversation is another. */
  restart() { this.#after = -1; }

  #done() {
    this.#timers.cancel("history");
    this.isDone = true;
    this.advance();
    this.#onDone();
  }
}
