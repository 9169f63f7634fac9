/** What the desk knows: the conversations, who is there, and the one conversation that is open. */

import { keyOf } from "./desk-outbox.js";
import { PAGE_CLOCK } from "./doorstep-client.js";

const TYPING_MS = 4_000;
/** Whoever turns to another conversation is not told any more what became of messages in the last: that is waited for. */
const LAST_WORDS_MS = 1_500;
const timeOf = (text) => Date.parse(text) || 0;

const ORDER = { waiting: 0, open: 1, closed: 2 };

/** Those who wait first, the longest wait first; then the latest first. */
export function inOrder(conversations) {
  return [...conversations].sort((a, b) =>
    (ORDER[a.state] ?? 2) - (ORDER[b.state] ?? 2)
    || (a.state === "waiting" ? timeOf(a.since) - timeOf(b.since) : timeOf(b.last?.time) - timeOf(a.last?.time)));
}

/** Events: `list`, when conversations or people changed; `talk`, when the open conversation did. */
export class DeskBook extends EventTarget {
  #link;
  #outbox;
  #conversations = new Map();
  #typing = new Map();
  #turn = null;

  /** The agent's own name. */
  name;
  agents = [];
  /** `key`, `product_id`, `session_id`, `loaded`, `messages`, `complete`, `state`, `visitors`, `notice`, `readUpTo`; null: none. */
  open = null;

  constructor(name, link, outbox) {
    super();
    this.name = name;
    this.#link = link;
    this.#outbox = outbox;
    link.addEventListener("frame", ({ detail }) => this.#receive(detail));
    link.addEventListener("state", () => {
      if (link.state !== "connected") {
        outbox.left();
        if (this.open !== null) this.open.loaded = false;
        this.#typing.clear();
      }
      this.#tell("talk");
    });
  }

  get conversations() { return inOrder(this.#conversations.values()); }
  get waiting() { return this.conversations.filter(({ state }) => state === "waiting").length; }

  conversation(key) { return this.#conversations.get(key); }

  /** Names of the others who look at a conversation. */
  othersAt(key) {
    return [...new Set(this.agents.filter((agent) => agent.name !== this.name && agent.product_id !== undefined
      && keyOf(agent) === key).map((agent) => agent.name))];
  }

  /** How many of the agent's messages in a conversation that is not open the chat has not got for good. */
  unsent(key) { return key === this.open?.key ? 0 : this.#outbox.of(key).length; }

  /** Names of those who type in the open conversation, the visitor's as null. */
  typists() {
    const now = PAGE_CLOCK.monotonic();
    return [...this.#typing].filter(([, until]) => until > now).map(([name]) => name);
  }

  isMine(message) { return message.author === "agent" && message.author_name === this.name; }

  look(productId, sessionId) {
    const key = keyOf({ product_id: productId, session_id: sessionId });
    const before = this.open?.key;
    if (before === key) return;
    this.open = { key, product_id: productId, session_id: sessionId, loaded: false, messages: [], complete: true,
      state: this.#conversations.get(key)?.state ?? "open", visitors: 0, notice: "", readUpTo: -1 };
    this.#typing.clear();
    this.#turnTo({ type: "open", product_id: productId, session_id: sessionId }, before);
    this.#tell("talk");
    this.#tell("list");
  }

  leave() {
    if (this.open === null) return;
    const before = this.open.key;
    this.open = null;
    this.#turnTo({ type: "leave" }, before);
    this.#tell("talk");
    this.#tell("list");
  }

  say(text) {
    this.#outbox.add(this.open, text);
    this.#tell("talk");
  }

  typingNow() { this.#sendAbout("typing"); }

  close() { this.#sendAbout("close"); }

  /** What is in view has been read. */
  read() {
    const last = this.open?.messages.findLast(({ sequence }) => Number.isFinite(sequence));
    if (last === undefined || document.hidden || last.sequence <= this.open.readUpTo) return;
    this.open.readUpTo = last.sequence;
    this.#sendAbout("read", { up_to: last.sequence });
    const summary = this.#conversations.get(this.open.key);
    if (summary !== undefined && summary.unread > 0) {
      this.#conversations.set(this.open.key, { ...summary, unread: 0 });
      this.#tell("list");
    }
  }

  #turnTo(frame, before) {
    const from = this.#turn?.from ?? before;
    clearTimeout(this.#turn?.timer);
    this.#turn = { frame, from, timer: setTimeout(() => this.#turnNow(), LAST_WORDS_MS) };
    if (from === undefined || !this.#outbox.awaits(from)) this.#turnNow();
  }

  #turnNow() {
    if (this.#turn === null) return;
    clearTimeout(this.#turn.timer);
    this.#outbox.left();
    this.#link.send(this.#turn.frame);
    this.#turn = null;
  }

  #sendAbout(type, more = {}) {
    if (!this.open?.loaded) return;
    const { product_id, session_id } = this.open;
    this.#link.send({ type, product_id, session_id, ...more });
  }

  #tell(event) { this.dispatchEvent(new Event(event)); }

  #receive(frame) {
    switch (frame.type) {
      case "desk": this.#onDesk(frame); break;
      case "conversation": this.#onConversation(frame.conversation); break;
      case "forgotten": this.#onForgotten(frame); break;
      case "agents":
        this.agents = frame.agents ?? [];
        this.#tell("list");
        this.#tell("talk");
        break;
      case "ack": this.#onAck(frame); break;
      case "error": this.#onError(frame); break;
      default:
        if (this.open !== null && keyOf(frame) === this.open.key) this.#onTalk(frame);
    }
  }

  #onDesk(frame) {
    this.name = frame.name ?? this.name;
    this.agents = frame.agents ?? [];
    this.#conversations = new Map((frame.conversations ?? []).map((summary) => [keyOf(summary), summary]));
    if (this.open !== null) {
      const { product_id, session_id } = this.open;
      this.#turnTo({ type: "open", product_id, session_id });
    }
    this.#tell("list");
    this.#tell("talk");
  }

  #onConversation(summary) {
    const key = keyOf(summary);
    this.#conversations.set(key, summary);
    if (this.open?.key === key) {
      this.open.state = summary.state;
      this.open.visitors = summary.visitors ?? this.open.visitors;
      this.#tell("talk");
    }
    this.#tell("list");
  }

  #onForgotten(frame) {
    this.#conversations.delete(keyOf(frame));
    if (this.open?.key === keyOf(frame)) {
      this.open.notice = "This conversation is no longer kept.";
      this.#tell("talk");
    }
    this.#tell("list");
  }

  #onTalk(frame) {
    const { open } = this;
    switch (frame.type) {
      case "opened":
        Object.assign(open, { loaded: true, complete: frame.complete !== false, state: frame.state ?? open.state,
          visitors: frame.visitors ?? 0, messages: [], notice: "", readUpTo: -1 });
        for (const message of frame.messages ?? []) this.#take(message);
        this.#outbox.opened(open.key);
        this.read();
        break;
      case "message":
        this.#take(frame);
        this.#typing.delete(frame.author === "agent" ? frame.author_name : null);
        this.read();
        break;
      case "closed":
        open.state = "closed";
        this.#take({ ...frame, author: "close" });
        break;
      case "typing":
        if (frame.author !== "agent" || frame.author_name !== this.name) {
          this.#typing.set(frame.author === "agent" ? frame.author_name : null, PAGE_CLOCK.monotonic() + TYPING_MS);
          setTimeout(() => this.#tell("talk"), TYPING_MS + 50);
        }
        break;
      default: return; // A newer server's: passed over.
    }
    this.#tell("talk");
  }

  /** Adds a message once: a second copy, or the one with its sequence, takes the place of the first. */
  #take(message) {
    if (this.isMine(message)) this.#outbox.acknowledge(message.client_message_id, message.sequence);
    const { messages } = this.open;
    const known = messages.findIndex((other) => other.author === message.author
      && ((Number.isFinite(message.sequence) && other.sequence === message.sequence)
        || (message.client_message_id !== undefined && other.client_message_id === message.client_message_id
          && other.author_name === message.author_name)));
    if (known >= 0) {
      if (!Number.isFinite(messages[known].sequence)) messages[known] = message;
    } else {
      messages.push(message);
    }
    messages.sort((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity) || 0);
  }

  #onAck(frame) {
    const entry = this.#outbox.acknowledge(frame.client_message_id, frame.sequence);
    if (entry !== undefined && keyOf(entry) === this.open?.key) {
      this.#take({ sequence: frame.sequence, author: "agent", author_name: this.name,
        client_message_id: entry.client_message_id, text: entry.text, time: entry.time });
    }
    if (this.#turn !== null && !this.#outbox.awaits(this.#turn.from)) this.#turnNow();
    this.#tell("talk");
    this.#tell("list");
  }

  #onError(frame) {
    const why = { code: String(frame.code), retryAfterMs: frame.retry_after_ms ?? 0,
      text: typeof frame.message === "string" ? frame.message : "The chat refused this." };
    if (!this.#outbox.refuse(frame.client_message_id, why) && this.open !== null && frame.product_id !== undefined
      && keyOf(frame) === this.open.key) {
      this.open.notice = why.text;
    }
    this.#tell("talk");
    this.#tell("list");
  }
}
