/** `DoorstepClient`: one visitor's conversation about one product, without an interface. */

import { PAGE_CLOCK, Timers, monotonicOf } from "../shared/clock.js";
import { Connection } from "../shared/connection.js";
import { newId } from "../shared/ids.js";
import { REASONS } from "../shared/reasons.js";
import { safely } from "../shared/storage.js";
import { hasText } from "../shared/text.js";
import { TypingThrottle } from "../shared/typing.js";
import { ConversationStatus } from "./conversation.js";
import { KeptState } from "./kept.js";
import { MessageList, authorOf, nameOf, unsentMessage } from "./messages.js";
import { Outbox } from "./outbox.js";
import { isRenewable, newSession, renewing, socketUrl, visitorReason, whyUnusable } from "./session.js";

/** Messages wait this long for the answer to `resume`, which tells those that have already arrived. */
const HISTORY_TIMEOUT_MS = 3_000;

/**
 * `state` is one of `stopped`, `connecting`, `connected`, `waiting` (tries again at `retryAt`, or, where that is null, when
 * the page is looked at), `offline` and `refused` (final). `reason` says why, where there is a why.
 *
 * Events: `state`; `messages`, when the list changed; `message`, for each new one of somebody else (`detail`); `typing`
 * (`detail.author`, `detail.name`); `presence`, when `connections` or `agents` changed; `conversation`, when that changed;
 * `warning` (`detail.rule`, `detail.step`, `detail.until`), when the server suspects this client of abuse.
 */
export class DoorstepClient extends EventTarget {
  #productId;
  #baseUrl;
  #kept;
  #clock;
  #monotonic;
  #timers;
  #fetch;
  #isHidden;
  #typing;
  #connection;
  #messages;
  #outbox;
  #conversation = new ConversationStatus((type, detail) => this.#emit(type, detail));

  #sessionId;
  #sessionGiven;
  #renewed = false;
  #connectionId = null;
  #limits = null;
  #complete = true;
  #caughtUp = false;
  #resuming = false;
  #resumeAfter = -1;

  /**
   * Only `productId` is needed; the rest is for other hosts and for tests. `clock` has now, monotonic, setTimeout and
   * clearTimeout; `environment` can have `random`, `WebSocket`, `isOnline` and `page`, which has the events online, offline
   * and visibilitychange.
   */
  constructor({
    productId,
    baseUrl = new URL(import.meta.url).origin,
    sessionId = null,
    storage = safely(() => globalThis.localStorage),
    clock = PAGE_CLOCK,
    fetch = (...request) => globalThis.fetch(...request),
    isHidden = () => globalThis.document?.hidden === true,
    ...environment
  }) {
    super();
    this.#productId = String(productId);
    this.#baseUrl = baseUrl.replace(/\/+$/, "");
    this.#sessionId = sessionId;
    this.#sessionGiven = sessionId !== null;
    this.#kept = new KeptState(storage, this.#productId);
    this.#clock = clock;
    this.#monotonic = monotonicOf(clock);
    this.#timers = new Timers(clock);
    this.#typing = new TypingThrottle(this.#monotonic);
    this.#fetch = fetch;
    this.#isHidden = isHidden;
    this.#messages = new MessageList({ now: () => clock.now(), isOwn: (id) => this.#kept.isOwn(id),
      onStored: (message) => this.#outbox.stored(message) });
    this.#outbox = new Outbox({ timers: this.#timers, monotonic: this.#monotonic,
      isReady: () => this.state === "connected" && this.#caughtUp,
      transmit: ({ id, text }) => this.#connection.request({ type: "message", client_message_id: id, text }),
      onChange: () => this.#changed(), onRemoved: (id) => this.#kept.remove(id) });
    this.#connection = new Connection(this.#connectionOwner(), visitorReason, { clock, isHidden, ...environment });
    this.#restore();
  }

  get state() { return this.#connection.state; }
  get reason() { return this.#connection.reason; }
  get retryAt() { return this.#timeOfDay(this.#connection.retryDue); }
  get productId() { return this.#productId; }
  get sessionId() { return this.#sessionId; }
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

  /**
   * Messages in order, those without a sequence last: `id`, `sequence`, `author`, `name` (agents), `mine`, `text`, `time`,
   * `status` (`sent`; `pending`: the server has it, and does not deliver it everywhere yet; `sending`; `held`; `failed`),
   * and for held ones `retryAt`, for both last ones `reason`.
   */
  get messages() { return this.#messages.all; }

  start() {
    if (this.state === "stopped") this.#connection.start();
  }

  stop() { this.#connection.stop(); }

  /** Sends a message now or as soon as it can be; returns its id, or null for an empty one. */
  send(text) {
    const body = String(text).trim();
    if (!hasText(body)) return null;
    const message = this.#unsent(newId(), body, this.#clock.now());
    this.#typing.reset();
    this.#kept.add(message, this.#givenSession());
    this.#connection.wake();
    this.#outbox.pump();
    this.#changed();
    return message.id;
  }

  /** Tells the others that something is being typed; as often as one likes. */
  typing() {
    if (this.state !== "connected" || !this.#typing.isDue()) return;
    this.#connection.send({ type: "typing" });
    this.#connection.used();
  }

  // --- the connection

  #connectionOwner() {
    return {
      whyNot: () => whyUnusable(this.#productId, this.#sessionId),
      dial: () => (this.#sessionId === null ? this.#dialWithNewSession() : this.#open()),
      onState: () => this.#onState(),
      onFrame: (frame) => this.#onFrame(frame),
      onLeft: (wasStable) => this.#onLeft(wasStable),
      onTooLarge: (why) =>
        this.#outbox.failLargest(why.code === "MESSAGE_TOO_LARGE" ? why : visitorReason("MESSAGE_TOO_LARGE")),
      renew: (why) => this.#renew(why),
      sleeps: () => this.#isHidden() && this.#outbox.isEmpty,
      awaitsAnswer: () => this.#resuming || this.#outbox.awaitsAnswer(),
      isAboutMessage: ({ code, client_message_id: id }) => id !== undefined || REASONS[code]?.message === true,
    };
  }

  #open() {
    this.#connection.open(socketUrl(this.#baseUrl, this.#productId, this.#sessionId));
  }

  /** A session that comes when another attempt is under way is kept all the same. */
  async #dialWithNewSession() {
    const { attempt } = this.#connection;
    const made = await newSession(this.#fetch, this.#baseUrl, this.#productId, () => this.#clock.now());
    if (made.id !== undefined) this.#sessionId = this.#kept.keepSession(made.id);
    if (attempt !== this.#connection.attempt) return;
    if (made.id !== undefined) this.#open();
    else if (made.retry !== undefined) this.#connection.retry(made.retry);
    else this.#connection.refuse(made.refused);
  }

  #onState() {
    const { state, reason } = this.#connection;
    this.#emit("state", { state, reason, retryAt: this.retryAt });
    if (state === "refused") this.#changed();
  }

  #onLeft(wasStable) {
    if (wasStable) this.#renewed = false;
    this.#connectionId = null;
    this.#conversation.connections = 0;
    this.#caughtUp = false;
    this.#resuming = false;
    this.#timers.cancel("history");
    this.#outbox.left();
  }

  /**
   * What was said stays with the session that is gone; what was not sent goes on. A session of the page's own choice is not
   * replaced, and a new session that is refused as well is not either.
   */
  #renew(why) {
    if (!isRenewable(why) || this.#sessionGiven || this.#renewed) return null;
    this.#renewed = true;
    this.#sessionId = this.#kept.forgetSession(this.#sessionId);
    this.#messages.restart(this.#outbox.messages);
    this.#resumeAfter = -1;
    this.#complete = true;
    this.#conversation.become(null);
    this.#changed();
    return renewing(why);
  }

  // --- frames

  #onFrame(frame) {
    switch (frame.type) {
      case "connected": this.#onConnected(frame); break;
      case "message": this.#onMessage(frame); break;
      case "history": this.#onHistory(frame); break;
      case "ack": this.#onAck(frame); break;
      case "error": this.#outbox.refuse(frame.client_message_id, visitorReason(String(frame.code), frame)); break;
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
    this.#resuming = this.#connection.request({ type: "resume", after: this.#resumeAfter });
    this.#timers.after("history", HISTORY_TIMEOUT_MS, () => this.#catchUp());
  }

  #onHistory(frame) {
    this.#resuming = false;
    if (Array.isArray(frame.messages)) frame.messages.forEach((message) => this.#messages.take(message));
    if (frame.complete === false) this.#complete = false;
    this.#catchUp();
    this.#messages.trim();
    this.#changed();
  }

  #catchUp() {
    this.#timers.cancel("history");
    this.#caughtUp = true;
    this.#resumeAfter = this.#messages.lastSequence;
    this.#outbox.pump();
  }

  #onMessage(frame) {
    const before = this.messages.length;
    const message = this.#messages.take(frame);
    if (message === null) return;
    const isNew = this.messages.length > before;
    if (this.#caughtUp) this.#resumeAfter = this.#messages.lastSequence;
    this.#messages.trim();
    this.#changed();
    this.#conversation.messageBy(message.author);
    if (isNew && !message.mine) this.#emit("message", message);
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

  // --- own messages

  #givenSession() { return this.#sessionGiven ? this.#sessionId : undefined; }

  /** What was written in a session of the page's choice is not sent in another one. */
  #restore() {
    const { session = null, outbox } = this.#kept.read();
    this.#sessionId ??= session;
    const chosen = this.#givenSession();
    for (const { id, text, time } of outbox.filter((kept) => kept.session === chosen)) this.#unsent(id, text, time);
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
