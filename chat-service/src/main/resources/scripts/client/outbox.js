/** The visitor's messages that have no sequence yet: sent, sent again, and held while the server asks for a wait. */

import { SendLimit } from "../shared/send-limit.js";

export class Outbox {
  #timers;
  #limit;
  #isReady;
  #transmit;
  #onChange;
  #onRemoved;
  /** Each a `message`; `inFlight`: it was sent on this connection, and has no answer; `received`: it has one. */
  #entries = [];

  /**
   * `isReady()`: whether messages can be sent now. `transmit(message)`: whether it is on its way. `onChange()`: what
   * became of a message has changed. `onRemoved(id)`: it need not be kept any longer.
   */
  constructor({ timers, monotonic, isReady, transmit, onChange, onRemoved }) {
    this.#timers = timers;
    this.#limit = new SendLimit(monotonic);
    this.#isReady = isReady;
    this.#transmit = transmit;
    this.#onChange = onChange;
    this.#onRemoved = onRemoved;
  }

  get isEmpty() { return this.#entries.length === 0; }
  get messages() { return this.#entries.map(({ message }) => message); }
  /** When what is held is sent again, by the monotonic clock; null where nothing waits. */
  get heldUntil() { return this.#limit.until; }

  awaitsAnswer() { return this.#entries.some(({ inFlight }) => inFlight); }

  add(message) { this.#entries.push({ message, inFlight: false, received: false }); }

  /** The connection is gone, and what was on its way may be too. */
  left() {
    this.#timers.cancel("outbox");
    for (const entry of this.#entries) Object.assign(entry, { inFlight: false, received: false });
  }

  /** Sends what can be sent. After a message was limited, one at a time, so that those behind it do not run into the limit too. */
  pump() {
    if (!this.#isReady()) return;
    const { left } = this.#limit;
    if (left > 0) {
      for (const { message, inFlight } of this.#entries) {
        if (!inFlight && message.status !== "pending") message.status = "held";
      }
      this.#timers.after("outbox", left, () => {
        this.#limit.endWait();
        this.pump();
      });
      return;
    }
    this.#limit.endWait();
    for (const entry of this.#entries) {
      if (this.#limit.isReached && this.awaitsAnswer()) break;
      if (entry.inFlight || entry.received) continue;
      if (!this.#transmit(entry.message)) break;
      entry.inFlight = true;
      if (entry.message.status !== "pending") Object.assign(entry.message, { status: "sending", reason: undefined });
      this.#onChange();
    }
  }

  /** The server has it. */
  received(message) {
    const entry = this.#entries.find((other) => other.message === message);
    if (entry !== undefined) Object.assign(entry, { inFlight: false, received: true });
  }

  /** The server keeps it for good. */
  stored(message) {
    if (message.mine) this.#remove(message.id);
    if (this.isEmpty) this.#limit.clear();
  }

  /** A message was refused: held where the server asks for a wait, else failed. Without an id, the first on its way. */
  refuse(id, why) {
    const entry = this.#entries.find(({ message, inFlight }) => (id === undefined ? inFlight : message.id === id));
    if (entry === undefined) return;
    entry.inFlight = false;
    if (why.code === "MESSAGE_RATE_LIMIT_EXCEEDED" || why.retryAfterMs > 0) {
      this.#limit.reach(why.retryAfterMs);
      if (entry.message.status !== "pending") Object.assign(entry.message, { status: "held", reason: why });
      this.pump();
    } else {
      this.#fail(entry, why);
    }
    this.#onChange();
  }

  /** A frame that was too large closed the socket: sent again, its message would do so for ever. */
  failLargest(why) {
    const [largest] = this.#entries.filter(({ inFlight }) => inFlight)
      .sort((a, b) => b.message.text.length - a.message.text.length);
    if (largest === undefined) return;
    this.#fail(largest, why);
    this.#onChange();
  }

  #fail(entry, why) {
    this.#remove(entry.message.id);
    Object.assign(entry.message, { status: "failed", reason: why });
  }

  #remove(id) {
    this.#entries = this.#entries.filter(({ message }) => message.id !== id);
    this.#onRemoved(id);
  }
}
