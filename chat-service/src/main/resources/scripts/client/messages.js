/** The messages of a conversation, as a visitor sees them: in order, each once. */

import { sortBySequence } from "../shared/sequence.js";

const MOST_MESSAGES = 500;

export const authorOf = (frame) => (frame.author === "agent" ? "agent" : "visitor");
export const nameOf = (frame) =>
  (typeof frame.author_name === "string" && frame.author_name !== "" ? frame.author_name : null);

/** A message of the visitor's that is still to be sent. `retryAt` is asked anew each time, since the clock may be set. */
export function unsentMessage(id, text, time, heldUntil) {
  return { id, author: "visitor", mine: true, text, time, status: "sending",
    get retryAt() { return this.status === "held" ? heldUntil() : undefined; } };
}

export class MessageList {
  #isOwn;
  #onStored;
  #now;
  /** In order, those without a sequence last. */
  all = [];
  /** The highest sequence that has come; -1 where none has. */
  lastSequence = -1;
  #seenUpTo = -1;

  /** `isOwn(id)`: whether the visitor wrote it. `onStored(message)`: one of this list has got its sequence. */
  constructor({ isOwn, onStored, now }) {
    this.#isOwn = isOwn;
    this.#onStored = onStored;
    this.#now = now;
  }

  add(message) { this.all.push(message); }

  /** An agent has seen what the visitor wrote up to a sequence; whether that is news. */
  seen(upTo) {
    if (!(upTo > this.#seenUpTo)) return false;
    this.#seenUpTo = upTo;
    this.all.forEach((message) => this.#markSeen(message));
    return true;
  }

  #markSeen(message) {
    if (message.mine) message.seen = message.sequence <= this.#seenUpTo;
  }

  own(id) { return this.all.find((message) => message.mine && message.id === id); }

  /**
   * Adds a message, or gives one that waited its sequence; null where that changes nothing. A message is known by its author
   * and id, and once it has one by its sequence.
   */
  take(frame) {
    if (typeof frame?.text !== "string") return null;
    const author = authorOf(frame);
    const id = frame.client_message_id;
    const sequence = Number.isFinite(frame.sequence) ? frame.sequence : undefined;
    if (sequence !== undefined) this.lastSequence = Math.max(this.lastSequence, sequence);
    const known = this.all.find((other) =>
      (sequence !== undefined && other.sequence === sequence) || (other.author === author && id !== undefined && other.id === id));
    if (known !== undefined) return this.settle(known, sequence) ? known : null;
    const message = {
      id,
      sequence,
      author,
      name: nameOf(frame),
      mine: author === "visitor" && this.#isOwn(id),
      text: frame.text,
      time: Date.parse(frame.time) || this.#now(),
      status: sequence === undefined ? "pending" : "sent",
    };
    this.#markSeen(message);
    this.all.push(message);
    sortBySequence(this.all);
    return message;
  }

  /** With a sequence a message is kept for good; without one the server has it, and may lose it. */
  settle(message, sequence) {
    if (message.sequence !== undefined) return false;
    if (sequence === undefined) {
      Object.assign(message, { status: "pending", reason: undefined });
    } else {
      Object.assign(message, { status: "sent", sequence, reason: undefined });
      this.#markSeen(message);
      this.#onStored(message);
      sortBySequence(this.all);
    }
    return true;
  }

  /** Begins a new conversation with what was not sent in the last one, and what could not be. */
  restart(unsent) {
    for (const message of unsent) Object.assign(message, { status: "sending", reason: undefined });
    this.all = this.all.filter((message) => message.status === "failed" || unsent.includes(message));
    this.lastSequence = -1;
    this.#seenUpTo = -1;
  }

  trim() {
    if (this.all.length > MOST_MESSAGES) this.all.splice(0, this.all.length - MOST_MESSAGES);
  }
}
