/** What the desk knows: the conversations, who is there, and the one conversation that is open. */

import { TYPING_SHOWN_MS } from "../shared/typing.js";
import { deskTexts } from "./language.js";
import { OpenConversation } from "./open-conversation.js";
import { keyOf } from "./outbox.js";

/** The chat answers for the open conversation alone: before another is opened, the answers to the last messages are waited for. */
const LAST_ANSWERS_MS = 1_500;
const timeOf = (text) => Date.parse(text) || 0;

/** The name of who types; a visitor has none. */
const typistOf = (frame) => (frame.author === "agent" ? frame.author_name : null);

const ORDER = { waiting: 0, open: 1, closed: 2 };

/** Those who wait first, the longest wait first; then the latest first. */
function inOrder(conversations) {
  return [...conversations].sort((a, b) =>
    (ORDER[a.state] ?? 2) - (ORDER[b.state] ?? 2)
    || (a.state === "waiting" ? timeOf(a.since) - timeOf(b.since) : timeOf(b.last?.time) - timeOf(a.last?.time)));
}

/**
 * Events: `list`, when conversations or people changed; `conversation`, when the open conversation did; `written`, when a
 * visitor has written (`detail` is the conversation).
 */
export class DeskState extends EventTarget {
  #connection;
  #outbox;
  #conversations = new Map();
  #pendingSwitch = null;

  /** The agent's own name. */
  name;
  agents = [];
  /** The OpenConversation; null for none. */
  open = null;

  constructor(name, connection, outbox) {
    super();
    this.name = name;
    this.#connection = connection;
    this.#outbox = outbox;
    connection.addEventListener("frame", ({ detail }) => this.#receive(detail));
    connection.addEventListener("state", () => {
      if (connection.state !== "connected") {
        outbox.left();
        this.open?.unload();
      }
      this.#emit("conversation");
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

  isMine(message) { return message.author === "agent" && message.author_name === this.name; }

  look(productId, sessionId) {
    const key = keyOf({ product_id: productId, session_id: sessionId });
    const before = this.open?.key;
    if (before === key) return;
    this.open = new OpenConversation(productId, sessionId, this.#conversations.get(key)?.state ?? "open");
    this.#askForOpen(before);
    this.#emit("conversation");
    this.#emit("list");
  }

  leave() {
    if (this.open === null) return;
    const before = this.open.key;
    this.open = null;
    this.#switchTo({ type: "leave" }, before);
    this.#emit("conversation");
    this.#emit("list");
  }

  say(text) {
    this.#outbox.add(this.open, text);
    this.#emit("conversation");
  }

  typingNow() { this.#sendAbout("typing"); }

  close() { this.#sendAbout("close"); }

  /** Gives the open conversation to an agent; to nobody, without a name. */
  assign(name) { this.#sendAbout("assign", name === null ? {} : { to: name }); }

  /** What the list knows of the open conversation. */
  get summary() { return this.#conversations.get(this.open?.key) ?? {}; }

  /** What is in view has been read. */
  read() {
    const last = this.open?.lastStored;
    if (last === undefined || document.hidden || last.sequence <= this.open.readUpTo) return;
    this.open.readUpTo = last.sequence;
    this.#sendAbout("read", { up_to: last.sequence });
    const summary = this.#conversations.get(this.open.key);
    if (summary !== undefined && summary.unread > 0) {
      this.#conversations.set(this.open.key, { ...summary, unread: 0 });
      this.#emit("list");
    }
  }

  #askForOpen(before) {
    const { product_id, session_id } = this.open;
    this.open.unknown = false;
    this.#switchTo({ type: "open", product_id, session_id }, before);
  }

  #switchTo(frame, before) {
    const from = this.#pendingSwitch?.from ?? before;
    clearTimeout(this.#pendingSwitch?.timer);
    this.#pendingSwitch = { frame, from, timer: setTimeout(() => this.#switchNow(), LAST_ANSWERS_MS) };
    if (from === undefined || !this.#outbox.awaits(from)) this.#switchNow();
  }

  #switchNow() {
    if (this.#pendingSwitch === null) return;
    clearTimeout(this.#pendingSwitch.timer);
    this.#outbox.left();
    this.#connection.send(this.#pendingSwitch.frame);
    this.#pendingSwitch = null;
  }

  #sendAbout(type, more = {}) {
    if (!this.open?.loaded) return;
    const { product_id, session_id } = this.open;
    this.#connection.send({ type, product_id, session_id, ...more });
  }

  #emit(event) { this.dispatchEvent(new Event(event)); }

  #receive(frame) {
    switch (frame.type) {
      case "desk": this.#onDesk(frame); break;
      case "conversation": this.#onConversation(frame.conversation); break;
      case "forgotten": this.#onForgotten(frame); break;
      case "agents":
        this.agents = frame.agents ?? [];
        this.#emit("list");
        this.#emit("conversation");
        break;
      case "ack": this.#onAck(frame); break;
      case "error": this.#onError(frame); break;
      default:
        if (this.open !== null && keyOf(frame) === this.open.key) this.#onOpenConversation(frame);
    }
  }

  #onDesk(frame) {
    this.name = frame.name ?? this.name;
    this.agents = frame.agents ?? [];
    this.#conversations = new Map((frame.conversations ?? []).map((summary) => [keyOf(summary), summary]));
    if (this.open !== null) this.#askForOpen();
    this.#emit("list");
    this.#emit("conversation");
  }

  #onConversation(summary) {
    const key = keyOf(summary);
    const before = this.#conversations.get(key);
    this.#conversations.set(key, summary);
    if (summary.last?.author === "visitor" && summary.last.time !== before?.last?.time) {
      this.dispatchEvent(new CustomEvent("written", { detail: summary }));
    }
    if (this.open?.key === key) {
      this.open.state = summary.state;
      this.open.visitors = summary.visitors ?? this.open.visitors;
      if (this.open.unknown) this.#askForOpen();
      this.#sendAbout("client");
      this.#emit("conversation");
    }
    this.#emit("list");
  }

  #onForgotten(frame) {
    this.#conversations.delete(keyOf(frame));
    if (this.open?.key === keyOf(frame)) {
      this.open.notice = deskTexts.say("forgotten");
      this.#emit("conversation");
    }
    this.#emit("list");
  }

  #onOpenConversation(frame) {
    const { open } = this;
    switch (frame.type) {
      case "opened":
        open.load(frame);
        for (const message of frame.messages ?? []) this.#take(message);
        this.#outbox.opened(open.key);
        this.read();
        this.#sendAbout("client");
        break;
      case "message":
        this.#take(frame);
        open.typedNoMore(typistOf(frame));
        this.read();
        break;
      case "client":
        open.client = frame;
        break;
      case "closed":
        open.state = "closed";
        this.#take({ ...frame, author: "close" });
        break;
      case "typing":
        if (frame.author !== "agent" || frame.author_name !== this.name) {
          open.typing(typistOf(frame));
          setTimeout(() => this.#emit("conversation"), TYPING_SHOWN_MS + 50);
        }
        break;
      default: return; // A newer server's: passed over.
    }
    this.#emit("conversation");
  }

  #take(message) {
    if (this.isMine(message)) this.#outbox.acknowledge(message.client_message_id, message.sequence);
    this.open.take(message);
  }

  #onAck(frame) {
    const entry = this.#outbox.acknowledge(frame.client_message_id, frame.sequence);
    if (entry !== undefined && keyOf(entry) === this.open?.key) {
      this.#take({ sequence: frame.sequence, author: "agent", author_name: this.name,
        client_message_id: entry.client_message_id, text: entry.text, time: entry.time });
    }
    if (this.#pendingSwitch !== null && !this.#outbox.awaits(this.#pendingSwitch.from)) this.#switchNow();
    this.#emit("conversation");
    this.#emit("list");
  }

  #onError(frame) {
    const code = String(frame.code);
    const why = { code, retryAfterMs: frame.retry_after_ms ?? 0, text: deskTexts.reason({ name: code,
      text: typeof frame.message === "string" ? frame.message : deskTexts.say("refusedThis") }) };
    if (!this.#outbox.refuse(frame.client_message_id, why) && this.open !== null && frame.product_id !== undefined
      && keyOf(frame) === this.open.key) {
      this.open.notice = why.text;
      this.open.unknown = !this.open.loaded;
    }
    this.#emit("conversation");
    this.#emit("list");
  }
}
