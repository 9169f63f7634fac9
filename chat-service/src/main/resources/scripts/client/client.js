/** `DoorstepClient`: one visitor's conversation about one product, without an interface. */

import { PAGE_CLOCK, Timers, monotonicOf } from "../shared/clock.js";
import { Connection } from "../shared/connection.js";
import { newId } from "../shared/ids.js";
import { REASONS } from "../shared/reasons.js";
import { safely } from "../shared/storage.js";
import { hasText } from "../shared/text.js";
import { TypingThrottle } from "../shared/typing.js";
import { CatchUp } from "./catch-up.js";
import { ConversationStatus } from "./conversation.js";
import { MessageList, authorOf, nameOf, unsentMessage } from "./messages.js";
import { Outbox } from "./outbox.js";
import { isForRoom, isRejection, socketUrl, visitorReason, whyUnusable } from "./session.js";
import { Visitor } from "./visitor.js";

/**
 * `state` is one of `stopped`, `connecting`, `connected`, `waiting` (tries again at `retryAt`, or, where that is null, when
 * the page is looked at or, after `ROOM_NEEDED`, somebody types), `offline` and `refused` (final). `reason` says why, where there is a why.
 *
 * Events: `state`; `messages`, when the list changed; `message`, for each new one of somebody else (`detail`); `typing`
 * (`detail.author`, `detail.name`); `presence`, when `connections` or `agents` changed; `conversation`, when that changed;
 * `warning` (`detail.rule`, `detail.step`, `detail.until`), when the server suspects this client of abuse; `rejected`, when it
 * rejects the connection or a message (`detail` is the reason, with `messageId` for a message).
 */
export class DoorstepClient extends EventTarget {
  #productId;
  #baseUrl;
  #visitor;
  #describePage;
  #clock;
  #monotonic;
  #timers;
  #isHidden;
  #typing;
  #connection;
  #messages;
  #outbox;
  #conversation = new ConversationStatus((type, detail) => this.#emit(type, detail));

  #lastReason = null;
  #connectionId = null;
  #limits = null;
  #complete = true;
  #catchUp;

  /**
   * Only `productId` is needed. `token` or `getToken()`, which may answer later, tells who the visitor is, where the website
   * knows; both can be set anew as `credentials`. `describePage()` gives what agents read: `product_name`, `url`. The rest is
   * for other hosts and for tests. `clock` has now, monotonic, setTimeout and clearTimeout; `environment` can have `random`,
   * `WebSocket`, `isOnline` and `page`, which has the events of a window.
   */
  constructor({
    productId,
    baseUrl = new URL(import.meta.url).origin,
    sessionId = null,
    token,
    getToken,
    describePage = () => null,
    storage = safely(() => globalThis.localStorage),
    clock = PAGE_CLOCK,
    fetch = (...request) => globalThis.fetch(...request),
    isHidden = () => globalThis.document?.hidden === true,
    ...environment
  }) {
    super();
    this.#productId = String(productId);
    this.#baseUrl = baseUrl.replace(/\/+$/, "");
    this.#describePage = describePage;
    this.#clock = clock;
    this.#monotonic = monotonicOf(clock);
    this.#timers = new Timers(clock);
    this.#typing = new TypingThrottle(this.#monotonic);
    this.#isHidden = isHidden;
    this.#messages = new MessageList({ now: () => clock.now(), isOwn: (id) => this.#visitor.kept.isOwn(id),
      onStored: (message) => this.#outbox.stored(message) });
    this.#outbox = new Outbox({ timers: this.#timers, monotonic: this.#monotonic,
      isReady: () => this.state === "connected" && this.#catchUp.isDone,
      transmit: ({ id, text }) => this.#connection.request({ type: "message", client_message_id: id, text }),
      onChange: () => this.#changed(), onRemoved: (id) => this.#visitor.kept.remove(id) });
    this.#catchUp = new CatchUp({ timers: this.#timers, request: (frame) => this.#connection.request(frame),
      lastSequence: () => this.#messages.lastSequence, onDone: () => this.#outbox.pump() });
    this.#connection = new Connection(this.#connectionOwner(), visitorReason, { clock, isHidden, ...environment });
    this.#visitor = new Visitor({ fetch, baseUrl: this.#baseUrl, productId: this.#productId, now: () => clock.now() }, {
      sessionId, storage, token, getToken, onIdentified: () => this.#restore() });
    this.#restore();
  }

  get state() { return this.#connection.state; }
  get reason() { return this.#connection.reason; }
  get retryAt() { return this.#timeOfDay(this.#connection.retryDue); }
  get productId() { return this.#productId; }
  get sessionId() { return this.#visitor.sessionId; }
  get connectionId() { return this.#connectionId; }
  /** The limits in force, as the server told them. */
  get limits() { return this.#limits; }
  /** Sockets in this conversation, this one included. */
  get connections() { return this.#conversation.connections; }
  /** People at the desk; null where the server has not said. */
  get agents() { return this.#conversation.agents; }
  /** `new`, `waiting` (for an agent), `open` or `closed`; null where the server has not said. */
  get conversation() { return this.#conversation.state; }
  /** Who closed the conversation; null where it is not closed or nobody heard who did. */
  get closedBy() { return this.#conversation.closedBy; }
  /** Whether `messages` begins where the conversation began; false where the server no longer keeps the older ones. */
  get complete() { return this.#complete; }
  /** Whether an answer to the visitor is still to come, or something is still to be sent. */
  get isUnanswered() { return this.#visitor.kept.isUnanswered; }

  /** A newer `token`, or another `getToken`, of the same visitor. */
  set credentials(credentials) { this.#visitor.credentials = credentials; }

  /**
   * Messages in order, those without a sequence last: `id`, `sequence`, `author`, `name` (agents), `mine`, `text`, `time`,
   * `status` (`sent`; `pending`: the server has it, and does not deliver it everywhere yet; `sending`; `held`; `failed`),
   * `seen` (the visitor's own: an agent has seen it), and for held ones `retryAt`, for both last ones `reason`.
   */
  get messages() { return this.#messages.all; }

  start() { if (this.state === "stopped") this.#connection.start(); }
  stop() { this.#connection.stop(); }

  /** Ends a wait: one attempt, and where the server rejects it, the wait that it then asks for. A person has to have asked for it. */
  tryNow() { this.#connection.tryNow(); }

  /** Sends a message now or as soon as it can be; returns its id, or null for an empty one. */
  send(text) {
    const body = String(text).trim();
    if (!hasText(body)) return null;
    const message = this.#unsent(newId(), body, this.#clock.now());
    this.#typing.reset();
    this.#visitor.kept.add(message, this.#visitor.givenSession);
    this.#comeBack();
    this.#outbox.pump();
    this.#changed();
    return message.id;
  }

  /** Tells the others that something is being typed; as often as one likes. Whoever made room comes back. */
  typing() {
    this.#comeBack();
    if (this.state !== "connected" || !this.#typing.isDue()) return;
    this.#connection.send({ type: "typing" });
    this.#connection.used();
  }

  #comeBack() {
    if (isForRoom(this.reason)) this.tryNow();
    else this.#connection.wake();
  }

  #connectionOwner() {
    return {
      whyNot: () => whyUnusable(this.#productId, this.sessionId),
      dial: () => (this.#visitor.isReady ? this.#open() : this.#dialWithNewSession()),
      onState: () => this.#onState(),
      onFrame: (frame) => this.#onFrame(frame),
      onLeft: (wasStable) => this.#onLeft(wasStable),
      onTooLarge: (why) => this.#outbox.failLargest(why.code === "MESSAGE_TOO_LARGE" ? why : visitorReason("MESSAGE_TOO_LARGE")),
      renew: (why) => this.#renew(why),
      sleeps: (why) => (this.#isHidden() || isForRoom(why)) && this.#outbox.isEmpty,
      awaitsAnswer: () => this.#catchUp.isAwaited || this.#outbox.awaitsAnswer(),
      isAboutMessage: ({ code, client_message_id: id }) => id !== undefined || REASONS[code]?.message === true,
    };
  }

  #open() { this.#connection.open(socketUrl(this.#baseUrl, this.#productId, this.sessionId)); }

  /** A session that comes when another attempt is under way is kept all the same. */
  async #dialWithNewSession() {
    const { attempt } = this.#connection;
    const { retry, refused } = await this.#visitor.obtain();
    if (attempt !== this.#connection.attempt) return;
    if (retry !== undefined) this.#connection.retry(retry);
    else if (refused !== undefined) this.#connection.refuse(refused);
    else this.#open();
  }

  #onState() {
    const { state, reason } = this.#connection;
    this.#emit("state", { state, reason, retryAt: this.retryAt });
    if (reason !== null && reason !== this.#lastReason && isRejection(reason)) this.#emit("rejected", reason);
    this.#lastReason = reason;
    if (state === "refused") this.#changed();
  }

  #onLeft(wasStable) {
    if (wasStable) this.#visitor.proved();
    this.#connectionId = null;
    this.#conversation.connections = 0;
    this.#catchUp.left();
    this.#outbox.left();
  }

  /** What was said stays with the session that is gone; what was not sent goes on. */
  #renew(why) {
    const renewed = this.#visitor.renew(why);
    if (renewed === null) return null;
    this.#messages.restart(this.#outbox.messages);
    this.#catchUp.restart();
    this.#complete = true;
    this.#conversation.become(null);
    this.#changed();
    return renewed;
  }

  #onFrame(frame) {
    switch (frame.type) {
      case "connected": this.#onConnected(frame); break;
      case "message": this.#onMessage(frame); break;
      case "history": this.#onHistory(frame); break;
      case "ack": this.#onAck(frame); break;
      case "error": this.#onRejectedMessage(frame); break;
      case "read": this.#onRead(frame.up_to); break;
      case "typing": this.#emit("typing", { author: authorOf(frame), name: nameOf(frame) }); break;
      case "presence": this.#conversation.present(frame); break;
      case "closed": this.#conversation.become("closed", nameOf(frame)); break;
      case "warning": this.#emit("warning", frame); break;
      default: // A newer server's: passed over.
    }
  }

  #onConnected(frame) {
    this.#connectionId = frame.connection_id;
    this.#limits = frame.limits ?? null;
    this.#connection.admitted();
    this.#conversation.begin(frame);
    if (frame.conversation !== "waiting" && this.#outbox.isEmpty) this.#visitor.kept.answered();
    this.#messages.seen(frame.read_up_to);
    const page = this.#describePage();
    if (page !== null) this.#connection.send({ type: "page", ...page });
    this.#catchUp.begin();
  }

  #onHistory(frame) {
    if (Array.isArray(frame.messages)) frame.messages.forEach((message) => this.#messages.take(message));
    if (frame.complete === false) this.#complete = false;
    this.#catchUp.answered();
    this.#messages.trim();
    this.#changed();
  }

  #onMessage(frame) {
    const before = this.messages.length;
    const message = this.#messages.take(frame);
    if (message === null) return;
    const isNew = this.messages.length > before;
    this.#catchUp.advance();
    this.#messages.trim();
    this.#changed();
    this.#conversation.messageBy(message.author);
    if (message.author === "agent") this.#visitor.kept.answered();
    if (message.author === "agent") this.#onRead(message.sequence);
    if (isNew && !message.mine) this.#emit("message", message);
  }

  #onRead(upTo) { if (this.#messages.seen(upTo)) this.#changed(); }

  #onRejectedMessage(frame) {
    const reason = visitorReason(String(frame.code), frame);
    this.#outbox.refuse(frame.client_message_id, reason);
    this.#emit("rejected", { ...reason, messageId: frame.client_message_id });
  }

  #onAck({ client_message_id: id, sequence }) {
    const message = this.#messages.own(id);
    if (message === undefined) return;
    this.#outbox.received(message);
    this.#messages.settle(message, Number.isFinite(sequence) ? sequence : undefined);
    this.#conversation.messageBy("visitor");
    this.#outbox.pump();
    this.#changed();
  }

  /** What was written in a session of the page's choice is not sent in another one. */
  #restore() {
    const { outbox } = this.#visitor.kept.read();
    const chosen = this.#visitor.givenSession;
    for (const { id, text, time } of outbox.filter((kept) => kept.session === chosen)) {
      if (this.#messages.own(id) === undefined) this.#unsent(id, text, time);
    }
    this.#changed();
  }

  /** Adds a message that is still to be sent. All that are held wait for the same moment. */
  #unsent(id, text, time) {
    const message = unsentMessage(id, text, time, () => this.#timeOfDay(this.#outbox.heldUntil) ?? undefined);
    this.#messages.add(message);
    this.#outbox.add(message);
    return message;
  }

  /** A moment of the monotonic clock as the clock of the day has it now; null for none. */
  #timeOfDay(moment) {
    return moment === null ? null : Math.floor(this.#clock.now() + Math.max(0, moment - this.#monotonic()));
  }

  #changed() { this.#emit("messages", this.messages); }
  #emit(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }
}
