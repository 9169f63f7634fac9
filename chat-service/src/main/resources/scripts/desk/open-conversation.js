/** The conversation that an agent has opened: its messages, and who types in it. */

import { PAGE_CLOCK } from "../shared/clock.js";
import { sortBySequence } from "../shared/sequence.js";
import { TYPING_SHOWN_MS } from "../shared/typing.js";
import { keyOf } from "./outbox.js";

export class OpenConversation {
  #typingUntil = new Map();
  product_id;
  session_id;
  /** Whether the chat has answered, on this connection. */
  loaded = false;
  /** Whether the chat has said that it does not know it, on this connection. */
  unknown = false;
  messages = [];
  complete = true;
  state;
  visitors = 0;
  notice = "";
  readUpTo = -1;
  /** What the door knows of the visitor, as the chat's `client` frame has it; null where it has not said. */
  client = null;

  constructor(productId, sessionId, state) {
    this.product_id = productId;
    this.session_id = sessionId;
    this.state = state;
  }

  get key() { return keyOf(this); }

  /** The last message that has its sequence; undefined for none. */
  get lastStored() { return this.messages.findLast(({ sequence }) => Number.isFinite(sequence)); }

  /** Begins with what an `opened` frame has; its messages are yet to be taken. */
  load(frame) {
    this.loaded = true;
    this.unknown = false;
    this.messages = [];
    this.complete = frame.complete !== false;
    this.state = frame.state ?? this.state;
    this.visitors = frame.visitors ?? 0;
    this.notice = "";
    this.readUpTo = -1;
  }

  /** The connection is gone. */
  unload() {
    this.loaded = false;
    this.unknown = false;
    this.client = null;
    this.#typingUntil.clear();
  }

  /** Adds a message once: a second copy, or the one with its sequence, takes the place of the first. */
  take(message) {
    const known = this.messages.findIndex((other) => other.author === message.author
      && ((Number.isFinite(message.sequence) && other.sequence === message.sequence)
        || (message.client_message_id !== undefined && other.client_message_id === message.client_message_id
          && other.author_name === message.author_name)));
    if (known < 0) this.messages.push(message);
    else if (!Number.isFinite(this.messages[known].sequence)) this.messages[known] = message;
    sortBySequence(this.messages);
  }

  /** Somebody types; a visitor's name is null. */
  typing(name) { this.#typingUntil.set(name, PAGE_CLOCK.monotonic() + TYPING_SHOWN_MS); }

  typedNoMore(name) { this.#typingUntil.delete(name); }

  typists() {
    const now = PAGE_CLOCK.monotonic();
    return [...this.#typingUntil].filter(([, until]) => until > now).map(([name]) => name);
  }
}
