/**
 * Doorstep's chat in the browser: the connection, which knows nothing of pages, and `<doorstep-chat>`, which shows it.
 *
 *   <script type="module" src="https://chat.example.com/doorstep-client.js"></script>
 *   <doorstep-chat product-id="11"></doorstep-chat>
 *
 * or, without the element:
 *
 *   import { DoorstepClient } from "https://chat.example.com/doorstep-client.js";
 *   const chat = new DoorstepClient({ productId: "11" });
 *   chat.addEventListener("messages", () => console.log(chat.messages));
 *   chat.start();
 */

/** Backoff of attempt n is random within min(cap, base * 2^n), on top of the wait the server asked for. */
const BACKOFF_BASE_MS = 1_000;
const BACKOFF_CAP_MS = 30_000;
/** A connection that lasted this long was a success: the backoff starts over. */
const STABLE_MS = 5_000;
/** A socket without its first frame after this long is given up. */
const OPEN_TIMEOUT_MS = 15_000;
/** Messages wait this long for the answer to `resume`, which tells those that have already arrived. */
const HISTORY_TIMEOUT_MS = 3_000;
const TYPING_EVERY_MS = 3_000;
/** The longest wait a browser's timer can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const KEPT_MESSAGES = 500;
const KEPT_OWN_IDS = 300;

/** What a visitor reads for each code. `final`: trying again cannot help. `message`: about a message, not the connection. */
export const REASONS = Object.freeze({
  RATE_LIMIT_EXCEEDED: { text: "Too many connections from your network." },
  CONNECTION_LIMIT_EXCEEDED: { text: "Too many chats are open from your network." },
  POOL_FULL: { text: "The chat is full right now." },
  SESSION_LIMIT_EXCEEDED: { text: "Too many new chats from your network." },
  CLIENT_SANCTIONED: { text: "The chat is paused for your network after unusual activity." },
  INVALID_PRODUCT_ID: { text: "There is no chat for this product.", final: true },
  INVALID_SESSION_ID: { text: "This conversation can’t be continued. Reload the page to start a new one.", final: true },
  ORIGIN_NOT_ALLOWED: { text: "This website is not allowed to use the chat.", final: true },
  MESSAGE_RATE_LIMIT_EXCEEDED: { text: "You are writing faster than the chat can take.", message: true },
  INVALID_MESSAGE: { text: "The chat could not read this message.", message: true },
  MESSAGE_TOO_LARGE: { text: "This message is too long for the chat." },
  IDLE_TIMEOUT: { text: "The chat closed because nobody wrote for a while." },
  SERVER_DRAINING: { text: "The chat is being updated." },
  CONNECTION_LOST: { text: "The connection was lost." },
  UNREACHABLE: { text: "The chat can’t be reached." },
  OFFLINE: { text: "You are offline. The chat goes on when you are back." },
  REFUSED: { text: "The chat refused this connection.", final: true },
});

/** A wait in words: `12 s`, `5 min`, `2 h`; rounded up, so that it never promises too much. */
export function waitInWords(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

/** A uuid, also where `crypto.randomUUID` is missing because the page came over plain HTTP. */
function uuid(crypto = globalThis.crypto) {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("")
    .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

const positive = (value) => (Number.isFinite(value) && value > 0 ? value : 0);

/** A reason: its code, what a visitor reads, whether it is final, and the wait the server asks for. */
function reason(code, { retry_after_ms: retryAfterMs, reconnect, scope, message, limit, window_ms: windowMs } = {}) {
  const full = code === "CONNECTION_LIMIT_EXCEEDED" && scope === "instance";
  const known = Object.hasOwn(REASONS, code) ? REASONS[full ? "POOL_FULL" : code] : undefined;
  return {
    code,
    text: known?.text ?? (typeof message === "string" && message !== "" ? message : REASONS.REFUSED.text),
    final: typeof reconnect === "boolean" ? !reconnect : Boolean(known?.final),
    retryAfterMs: positive(retryAfterMs),
    limit,
    windowMs,
  };
}

/** The reason in `CODE;retry=12`, which outlives a lost error frame; null for anything else. */
function reasonOfClose(text) {
  const match = /^([A-Z][A-Z_]*)(?:;retry=(\d+))?$/.exec(text);
  return match && reason(match[1], { retry_after_ms: Number(match[2] ?? 0) * 1000 });
}

/** What outlives the page, per product: the session, messages not acknowledged, ids of own messages. */
class Store {
  #area;
  #key;
  #fallback = {};

  constructor(area, productId) {
    this.#area = area;
    this.#key = `doorstep:${productId}`;
  }

  read() {
    try {
      const value = JSON.parse(this.#area.getItem(this.#key) ?? "{}");
      return value !== null && typeof value === "object" ? value : {};
    } catch {
      return { ...this.#fallback };
    }
  }

  /** Other tabs write the same entry, so each change reads it first. */
  change(edit) {
    const value = this.read();
    edit(value);
    this.#fallback = value;
    try {
      this.#area.setItem(this.#key, JSON.stringify(value));
    } catch {
      // Storage is off or full: the page goes on without it.
    }
  }
}

/**
 * One visitor's connection to the chat of one product.
 *
 * `state` is one of `stopped`, `connecting`, `connected`, `waiting` (tries again at `retryAt`, or, where that is null, when
 * the page is looked at), `offline` and `refused` (final). `reason` says why, where there is a why.
 *
 * Events: `state`; `messages`, when the list changed; `message`, for each new one of somebody else (`detail`); `typing`;
 * `presence`.
 */
export class DoorstepClient extends EventTarget {
  #productId;
  #baseUrl;
  #store;
  #clock;
  #random;
  #WebSocket;
  #fetch;
  #page;
  #isOnline;
  #isHidden;

  #state = "stopped";
  #retryAt = null;
  #reason = null;
  #sessionId = null;
  #connectionId = null;
  #limits = null;
  #connections = 0;

  #run = 0;
  #timers = new Map();
  #socket = null;
  #attempts = 0;
  #connectedAt = null;
  #refusal = null;
  #goAwayAt = null;

  #messages = [];
  #own = new Set();
  #outbox = [];
  #caughtUp = false;
  #heard = -1;
  #resumeAfter = -1;
  #limited = false;
  #limitedUntil = 0;
  #typedAt = -Infinity;

  /**
   * Only `productId` is needed; the rest is for other hosts and for tests. `clock` has now, setTimeout and clearTimeout;
   * `page` is where online, offline and visibilitychange are heard.
   */
  constructor({
    productId,
    baseUrl = new URL(import.meta.url).origin,
    sessionId = null,
    storage = safely(() => globalThis.localStorage),
    clock = {
      now: () => Date.now(),
      setTimeout: (task, ms) => globalThis.setTimeout(task, ms),
      clearTimeout: (timer) => globalThis.clearTimeout(timer),
    },
    random = Math.random,
    WebSocket = globalThis.WebSocket,
    fetch = (...request) => globalThis.fetch(...request),
    page = globalThis,
    isOnline = () => globalThis.navigator?.onLine !== false,
    isHidden = () => globalThis.document?.hidden === true,
  }) {
    super();
    this.#productId = String(productId);
    this.#baseUrl = baseUrl.replace(/\/+$/, "");
    this.#sessionId = sessionId;
    this.#store = new Store(storage, this.#productId);
    this.#clock = clock;
    this.#random = random;
    this.#WebSocket = WebSocket;
    this.#fetch = fetch;
    this.#page = page;
    this.#isOnline = isOnline;
    this.#isHidden = isHidden;
    this.#restore();
  }

  get state() { return this.#state; }
  get retryAt() { return this.#retryAt; }
  get reason() { return this.#reason; }
  get productId() { return this.#productId; }
  get sessionId() { return this.#sessionId; }
  get connectionId() { return this.#connectionId; }
  /** The limits in force, as the server told them. */
  get limits() { return this.#limits; }
  /** Sockets in this conversation, this one included. */
  get connections() { return this.#connections; }

  /**
   * Messages in order, own ones that are not sent yet last: `id`, `sequence`, `author`, `mine`, `text`, `time`, `status`
   * (`sent`, `sending`, `held`, `failed`), and for held ones `retryAt`, for both last ones `reason`.
   */
  get messages() { return this.#messages; }

  start() {
    if (this.#state !== "stopped") return;
    this.#page.addEventListener?.("online", this.#onOnline);
    this.#page.addEventListener?.("offline", this.#onOffline);
    this.#page.addEventListener?.("visibilitychange", this.#onVisible, true);
    this.#begin();
  }

  stop() {
    this.#run += 1;
    this.#page.removeEventListener?.("online", this.#onOnline);
    this.#page.removeEventListener?.("offline", this.#onOffline);
    this.#page.removeEventListener?.("visibilitychange", this.#onVisible, true);
    this.#drop();
    this.#cancel("retry");
    this.#become("stopped");
  }

  /** Sends a message now or as soon as it can be; returns its id, or null for an empty one. */
  send(text) {
    const body = String(text).trim();
    if (body === "") return null;
    const message = { id: uuid(), author: "visitor", mine: true, text: body, time: this.#clock.now(), status: "sending" };
    this.#own.add(message.id);
    this.#messages.push(message);
    this.#outbox.push({ message, inFlight: false });
    this.#store.change((kept) => {
      kept.outbox = [...(kept.outbox ?? []), { id: message.id, text: body, time: message.time }];
      kept.own = [...(kept.own ?? []), message.id].slice(-KEPT_OWN_IDS);
    });
    if (this.#state === "waiting" && this.#retryAt === null) this.#begin();
    this.#pump();
    this.#changed();
    return message.id;
  }

  /** Tells the others that something is being typed; as often as one likes. */
  typing() {
    const now = this.#clock.now();
    if (this.#state !== "connected" || now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    this.#transmit({ type: "typing" });
  }

  // --- the connection

  #begin() {
    this.#cancel("retry");
    this.#drop();
    if (!this.#isOnline()) {
      this.#become("offline", reason("OFFLINE"), this.#clock.now());
      return;
    }
    this.#become("connecting");
    if (this.#sessionId === null) {
      this.#createSession();
    } else {
      this.#open();
    }
  }

  async #createSession() {
    const run = this.#run;
    let response;
    let body;
    try {
      response = await this.#fetch(`${this.#baseUrl}/api/chat/sessions`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
        body: JSON.stringify({ product_id: this.#productId }),
      });
      body = (await response.json().catch(() => null)) ?? {};
    } catch {
      if (run === this.#run) this.#retry(reason("UNREACHABLE"));
      return;
    }
    if (run !== this.#run) return;
    if (response.ok && typeof body.session_id === "string") {
      this.#keepSession(body.session_id);
      this.#open();
    } else if (response.status === 429 || response.status === 408 || response.status >= 500 || response.ok) {
      const code = body.code ?? (response.status === 429 ? "SESSION_LIMIT_EXCEEDED" : "UNREACHABLE");
      this.#retry(reason(code, { retry_after_ms: body.retry_after_ms ?? retryAfter(response, this.#clock.now()) }));
    } else {
      this.#become("refused", reason(body.code ?? "REFUSED", { message: body.detail, reconnect: false }));
    }
  }

  /** Another tab may have been quicker: its session is kept, so that both are one conversation. */
  #keepSession(sessionId) {
    this.#store.change((kept) => {
      kept.session ??= sessionId;
      this.#sessionId = kept.session;
    });
  }

  #open() {
    const path = [this.#productId, this.#sessionId].map(encodeURIComponent).join("/");
    this.#refusal = null;
    this.#goAwayAt = null;
    this.#connectedAt = null;
    this.#caughtUp = false;
    let socket;
    try {
      socket = new this.#WebSocket(`${this.#baseUrl.replace(/^http/, "ws")}/ws/chat/customer/${path}`);
    } catch {
      this.#retry(reason("UNREACHABLE"));
      return;
    }
    this.#socket = socket;
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#closed(event.code, event.reason ?? "");
    this.#after("open", OPEN_TIMEOUT_MS, () => this.#closed(1006, ""));
  }

  /** Lets go of the socket; what it might still say is not heard. */
  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    this.#connectionId = null;
    this.#connections = 0;
    for (const timer of ["open", "history", "outbox"]) this.#cancel(timer);
    for (const entry of this.#outbox) entry.inFlight = false;
    if (socket !== null) {
      socket.onmessage = null;
      socket.onclose = null;
      if (socket.readyState === undefined || socket.readyState < 2) safely(() => socket.close(1000));
    }
  }

  #closed(code, text) {
    const told = reasonOfClose(text);
    const why = (told !== null && told.code !== this.#refusal?.code ? told : this.#refusal)
      ?? reason(this.#connectedAt === null ? "UNREACHABLE" : "CONNECTION_LOST");
    if (code === 1009) this.#failLargest(why);
    if (this.#connectedAt !== null && this.#clock.now() - this.#connectedAt >= STABLE_MS) this.#attempts = 0;
    const goAwayAt = this.#goAwayAt;
    this.#drop();
    if (why.final) {
      if (why.code === "INVALID_SESSION_ID") this.#store.change((kept) => delete kept.session);
      this.#cancel("retry");
      this.#become("refused", why);
      this.#changed();
    } else if (goAwayAt !== null) {
      this.#wait(Math.max(goAwayAt - this.#clock.now(), why.retryAfterMs), reason("SERVER_DRAINING"));
    } else if (why.code === "IDLE_TIMEOUT" && this.#isHidden()) {
      this.#cancel("retry");
      this.#become("waiting", why);
    } else {
      this.#retry(why);
    }
  }

  /** The server's wait, and a random part on top, so that those who were told the same do not come back together. */
  #retry(why) {
    const spread = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    this.#wait(why.retryAfterMs + this.#random() * spread, why);
  }

  #wait(ms, why) {
    const delay = Math.max(0, Math.ceil(ms));
    const at = this.#clock.now() + delay;
    if (this.#isOnline()) {
      this.#after("retry", delay, () => this.#begin());
      this.#become("waiting", why, at);
    } else {
      this.#cancel("retry");
      this.#become("offline", reason("OFFLINE"), at);
    }
  }

  #onOffline = () => {
    if (this.#state !== "waiting") return;
    this.#cancel("retry");
    this.#become("offline", reason("OFFLINE"), this.#retryAt ?? this.#clock.now());
  };

  #onOnline = () => {
    if (this.#state !== "offline") return;
    const left = Math.max(0, this.#retryAt - this.#clock.now());
    this.#wait(left + this.#random() * BACKOFF_BASE_MS, reason("UNREACHABLE"));
  };

  #onVisible = () => {
    if (this.#state === "waiting" && this.#retryAt === null && !this.#isHidden()) this.#begin();
  };

  // --- frames

  #receive(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    switch (frame?.type) {
      case "connected": this.#onConnected(frame); break;
      case "message": this.#onMessage(frame); break;
      case "history": this.#onHistory(frame); break;
      case "ack": this.#onAck(frame); break;
      case "error": this.#onError(frame); break;
      case "go_away": this.#onGoAway(frame); break;
      case "typing": this.#emit("typing", frame); break;
      case "presence":
        this.#onPresence(frame.connections);
        break;
      default: // A newer server's: passed over.
    }
  }

  #onPresence(connections) {
    this.#connections = connections;
    this.#emit("presence", connections);
  }

  #onConnected(frame) {
    this.#cancel("open");
    this.#connectedAt = this.#clock.now();
    this.#connectionId = frame.connection_id;
    this.#limits = frame.limits ?? null;
    this.#become("connected");
    this.#onPresence(frame.connections ?? 1);
    this.#transmit({ type: "resume", after: this.#resumeAfter });
    this.#after("history", HISTORY_TIMEOUT_MS, () => this.#catchUp());
  }

  #onHistory(frame) {
    const news = Array.isArray(frame.messages) ? frame.messages.filter((message) => this.#take(message)) : [];
    this.#catchUp();
    this.#trim();
    if (news.length > 0) this.#changed();
  }

  #catchUp() {
    this.#cancel("history");
    this.#caughtUp = true;
    this.#resumeAfter = this.#heard;
    this.#pump();
  }

  #onMessage(frame) {
    if (!this.#take(frame)) return;
    if (this.#caughtUp) this.#resumeAfter = this.#heard;
    this.#trim();
    this.#changed();
    this.#emit("message", frame);
  }

  /**
   * Adds a message, once. An own one is known by its id, the first copy of somebody else's by its sequence, a second copy
   * (sent again after a lost acknowledgement) by id and text.
   */
  #take(frame) {
    if (typeof frame?.text !== "string") return false;
    const { sequence, client_message_id: id } = frame;
    if (Number.isFinite(sequence)) this.#heard = Math.max(this.#heard, sequence);
    if (this.#outbox.some((entry) => entry.message.id === id)) {
      this.#sent(id, sequence);
      return true;
    }
    const known = this.#messages.some((other) =>
      (Number.isFinite(sequence) && other.sequence === sequence) || (other.id === id && other.text === frame.text));
    if (known) return false;
    this.#messages.push({
      id,
      sequence,
      author: frame.author === "agent" ? "agent" : "visitor",
      mine: this.#own.has(id),
      text: frame.text,
      time: Date.parse(frame.time) || this.#clock.now(),
      status: "sent",
    });
    this.#sort();
    return true;
  }

  #onAck(frame) {
    this.#sent(frame.client_message_id, frame.sequence);
    this.#pump();
    this.#changed();
  }

  #onGoAway(frame) {
    const delay = positive(frame.reconnect_after_ms);
    this.#goAwayAt = this.#clock.now() + delay;
    this.#after("retry", delay, () => this.#begin());
  }

  #onError(frame) {
    const why = reason(String(frame.code), frame);
    const aboutMessage = frame.client_message_id !== undefined || REASONS[why.code]?.message === true;
    if (!aboutMessage) {
      this.#refusal = why;
      return;
    }
    const entry = this.#outbox.find(({ message, inFlight }) =>
      frame.client_message_id === undefined ? inFlight : message.id === frame.client_message_id);
    if (entry === undefined) return;
    entry.inFlight = false;
    if (why.code === "MESSAGE_RATE_LIMIT_EXCEEDED") {
      this.#limited = true;
      this.#limitedUntil = Math.max(this.#limitedUntil, this.#clock.now() + why.retryAfterMs);
      Object.assign(entry.message, { status: "held", reason: why });
      this.#pump();
    } else {
      this.#fail(entry, why);
    }
    this.#changed();
  }

  // --- own messages

  /** Sends what can be sent. After a message was limited, one at a time, so that those behind it do not run into the limit too. */
  #pump() {
    if (this.#state !== "connected" || !this.#caughtUp) return;
    const left = this.#limitedUntil - this.#clock.now();
    if (left > 0) {
      for (const { message, inFlight } of this.#outbox) {
        if (!inFlight) Object.assign(message, { status: "held", retryAt: this.#limitedUntil });
      }
      this.#after("outbox", left, () => this.#pump());
      return;
    }
    for (const entry of this.#outbox) {
      if (this.#limited && this.#outbox.some(({ inFlight }) => inFlight)) break;
      if (entry.inFlight) continue;
      if (!this.#transmit({ type: "message", client_message_id: entry.message.id, text: entry.message.text })) break;
      entry.inFlight = true;
      Object.assign(entry.message, { status: "sending", retryAt: undefined, reason: undefined });
      this.#changed();
    }
  }

  #sent(id, sequence) {
    const entry = this.#remove(id);
    if (entry === null) return;
    Object.assign(entry.message, { status: "sent", sequence, retryAt: undefined, reason: undefined });
    if (this.#outbox.length === 0) this.#limited = false;
    this.#sort();
  }

  #fail(entry, why) {
    this.#remove(entry.message.id);
    Object.assign(entry.message, { status: "failed", reason: why, retryAt: undefined });
  }

  /** A frame that was too large closed the socket: sent again, its message would do so for ever. */
  #failLargest(why) {
    const [largest] = this.#outbox.filter(({ inFlight }) => inFlight)
      .sort((a, b) => b.message.text.length - a.message.text.length);
    if (largest === undefined) return;
    this.#fail(largest, why.code === "MESSAGE_TOO_LARGE" ? why : reason("MESSAGE_TOO_LARGE"));
    this.#changed();
  }

  #remove(id) {
    const index = this.#outbox.findIndex(({ message }) => message.id === id);
    if (index < 0) return null;
    const [entry] = this.#outbox.splice(index, 1);
    this.#store.change((kept) => {
      kept.outbox = (kept.outbox ?? []).filter((other) => other.id !== id);
    });
    return entry;
  }

  #restore() {
    const kept = this.#store.read();
    if (this.#sessionId === null && typeof kept.session === "string") this.#sessionId = kept.session;
    for (const id of kept.own ?? []) this.#own.add(id);
    for (const { id, text, time } of kept.outbox ?? []) {
      const message = { id, author: "visitor", mine: true, text, time, status: "sending" };
      this.#messages.push(message);
      this.#outbox.push({ message, inFlight: false });
    }
  }

  #sort() {
    this.#messages.sort((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity) || 0);
  }

  #trim() {
    if (this.#messages.length > KEPT_MESSAGES) this.#messages.splice(0, this.#messages.length - KEPT_MESSAGES);
  }

  // --- tools

  #transmit(frame) {
    const socket = this.#socket;
    if (socket === null || (socket.readyState !== undefined && socket.readyState !== 1)) return false;
    socket.send(JSON.stringify(frame));
    return true;
  }

  /** One timer per name: setting it again replaces it. */
  #after(name, ms, task) {
    this.#cancel(name);
    this.#timers.set(name, this.#clock.setTimeout(() => {
      this.#timers.delete(name);
      task();
    }, Math.min(ms, LONGEST_TIMER_MS)));
  }

  #cancel(name) {
    if (!this.#timers.has(name)) return;
    this.#clock.clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  #become(state, why = null, retryAt = null) {
    this.#state = state;
    this.#reason = why;
    this.#retryAt = retryAt;
    this.#emit("state", { state, reason: why, retryAt });
  }

  #changed() {
    this.#emit("messages", this.#messages);
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** The result of `task`, or undefined where it throws (storage that is switched off does, on being looked at). */
function safely(task) {
  try {
    return task();
  } catch {
    return undefined;
  }
}

/** `Retry-After` in milliseconds, from seconds or a date. */
function retryAfter(response, now) {
  const value = response.headers.get("Retry-After");
  if (value === null) return 0;
  return /^\d+$/.test(value) ? Number(value) * 1000 : positive(Date.parse(value) - now);
}

// --- the element

const STYLE = `
:host {
  --accent: var(--doorstep-accent, #1f4d3f);
  --on-accent: var(--doorstep-on-accent, #fff);
  --surface: var(--doorstep-surface, #fff);
  --subtle: var(--doorstep-subtle, #f2f1ee);
  --line: var(--doorstep-line, #dddad4);
  --text: var(--doorstep-text, #1d1c1a);
  --muted: var(--doorstep-muted, #66625c);
  --notice: var(--doorstep-notice, #fbf3dd);
  --on-notice: var(--doorstep-on-notice, #5d4509);
  --alert: var(--doorstep-alert, #fbe9e5);
  --on-alert: var(--doorstep-on-alert, #8a2714);
  position: fixed; inset: auto 24px 24px auto; z-index: 1000;
  font: 15px/1.45 var(--doorstep-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif);
  color: var(--text);
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.launcher {
  display: flex; align-items: center; gap: 10px; margin-left: auto; padding: 12px 20px 12px 16px; border: 0;
  border-radius: 999px; background: var(--accent); color: var(--on-accent); font-weight: 600;
  box-shadow: 0 2px 6px rgb(0 0 0 / .12), 0 8px 24px rgb(0 0 0 / .16);
}
.launcher svg { width: 22px; height: 22px; }
.launcher .dot { border: 1px solid var(--on-accent); }
.launcher[data-state="connected"] .dot, .launcher[data-state="connecting"] .dot { display: none; }
.badge { min-width: 22px; padding: 0 6px; border-radius: 11px; background: var(--on-accent); color: var(--accent); font-size: 13px; line-height: 22px; }
.panel {
  display: flex; flex-direction: column; width: 372px; max-width: calc(100vw - 32px);
  height: min(560px, calc(100dvh - 48px)); overflow: hidden;
  border: 1px solid var(--line); border-radius: 16px; background: var(--surface);
  box-shadow: 0 4px 12px rgb(0 0 0 / .08), 0 16px 48px rgb(0 0 0 / .16);
}
header { display: flex; align-items: center; gap: 12px; padding: 12px 8px 12px 18px; border-bottom: 1px solid var(--line); }
.who { flex: 1; min-width: 0; }
h2 { margin: 0; font-size: 16px; line-height: 1.3; font-weight: 650; }
.state { display: flex; align-items: center; gap: 7px; margin: 1px 0 0; font-size: 13px; color: var(--muted); }
.dot { flex: none; width: 8px; height: 8px; border-radius: 50%; background: #b9b4ab; }
[data-state="connected"] .dot { background: #2e9e5b; }
[data-state="waiting"] .dot, [data-state="connecting"] .dot { background: #d99a1c; }
[data-state="refused"] .dot { background: #c4432b; }
.icon { display: grid; place-items: center; width: 40px; height: 40px; padding: 0; border: 0; border-radius: 10px; background: none; color: var(--muted); }
.icon:hover { background: var(--subtle); color: var(--text); }
.icon svg { width: 20px; height: 20px; }
.notice { padding: 10px 18px; background: var(--notice); color: var(--on-notice); font-size: 14px; }
.notice p { margin: 0; }
.countdown { font-variant-numeric: tabular-nums; }
[data-state="refused"] .notice { background: var(--alert); color: var(--on-alert); }
.log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 16px 18px; outline-offset: -2px; }
.empty { margin: 0; color: var(--muted); }
ol { display: flex; flex-direction: column; gap: 10px; margin: 0; padding: 0; list-style: none; }
li { max-width: 84%; align-self: flex-start; }
li.mine { align-self: flex-end; text-align: right; }
.bubble {
  display: inline-block; margin: 0; padding: 8px 13px; border-radius: 14px 14px 14px 4px; background: var(--subtle);
  text-align: left; white-space: pre-wrap; overflow-wrap: anywhere;
}
.mine .bubble { border-radius: 14px 14px 4px 14px; background: var(--accent); color: var(--on-accent); }
.mine[data-status="sending"] .bubble { opacity: .75; }
.mine[data-status="held"] .bubble, .mine[data-status="failed"] .bubble {
  background: var(--surface); color: var(--text); box-shadow: inset 0 0 0 1px var(--line);
}
.meta { margin: 3px 4px 0; font-size: 12px; line-height: 1.35; color: var(--muted); font-variant-numeric: tabular-nums; }
[data-status="held"] .meta { color: var(--on-notice); }
[data-status="failed"] .meta { color: var(--on-alert); }
.typing { min-height: 20px; margin: 0; padding: 0 18px; font-size: 13px; color: var(--muted); }
form { display: flex; align-items: flex-end; gap: 8px; padding: 8px 10px 10px 12px; border-top: 1px solid var(--line); }
textarea {
  flex: 1; min-width: 0; max-height: 132px; field-sizing: content; resize: none; padding: 9px 12px;
  border: 1px solid var(--line); border-radius: 12px; background: var(--surface); line-height: 1.4;
}
textarea::placeholder { color: var(--muted); opacity: 1; }
textarea:focus-visible { outline-offset: -1px; }
textarea:disabled { background: var(--subtle); }
.send { width: 42px; height: 42px; border-radius: 12px; background: var(--accent); color: var(--on-accent); }
.send:hover { background: var(--accent); color: var(--on-accent); filter: brightness(1.12); }
.send:disabled { background: var(--subtle); color: var(--muted); cursor: default; filter: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px) {
  :host { inset: auto 12px 12px auto; }
  :host([open]) { inset: auto 0 0 0; }
  .panel { width: 100%; max-width: none; height: min(620px, 88dvh); border-width: 1px 0 0; border-radius: 16px 16px 0 0; }
  textarea { font-size: 16px; }
}
`;

const STATES = {
  stopped: "Not connected",
  connecting: "Connecting …",
  connected: "Online",
  waiting: "Waiting",
  offline: "Offline",
  refused: "Not available",
};

/** Builds elements; text goes in as text, never as markup. */
function h(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", fill: "none", stroke: "currentColor",
    "stroke-width": "1.8", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

const BUBBLE = "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z";

const Base = globalThis.HTMLElement ?? class {};

/**
 * The chat in a corner of the page. Attributes: `product-id`; `base-url`, where the chat is not served by the host this
 * module came from; `heading`; `open`. Colours and font: the `--doorstep-…` variables. `client` is its DoorstepClient.
 */
export class DoorstepChat extends Base {
  static observedAttributes = ["open"];

  #client = null;
  #parts = null;
  #items = new Map();
  #ticker = null;
  #typingTimer = null;
  #unread = 0;
  #announced = "";

  get client() { return this.#client; }

  connectedCallback() {
    if (this.#parts === null) this.#build();
    const options = { productId: this.getAttribute("product-id") ?? "" };
    if (this.hasAttribute("base-url")) options.baseUrl = this.getAttribute("base-url");
    this.#client = new DoorstepClient(options);
    this.#client.addEventListener("state", () => this.#showState());
    this.#client.addEventListener("messages", () => this.#showMessages());
    this.#client.addEventListener("message", () => this.#onNews());
    this.#client.addEventListener("typing", () => this.#showTyping());
    this.#client.addEventListener("presence", () => this.#showState());
    this.toggleAttribute("open", this.hasAttribute("open") || this.#wasOpen());
    this.#parts.input.value = safely(() => sessionStorage.getItem(this.#key("draft"))) ?? "";
    this.#showOpen();
    this.#showMessages();
    this.#client.start();
  }

  disconnectedCallback() {
    clearInterval(this.#ticker);
    clearTimeout(this.#typingTimer);
    this.#ticker = null;
    this.#client?.stop();
  }

  attributeChangedCallback() {
    if (this.#parts !== null) this.#showOpen();
  }

  #build() {
    const heading = this.getAttribute("heading") ?? "Questions? Ask us";
    const parts = {
      badge: h("span", { class: "badge", hidden: "" }),
      launcher: h("button", { class: "launcher", type: "button", "aria-expanded": "false", "aria-controls": "panel" }),
      close: h("button", { class: "icon", type: "button", "aria-label": "Close chat" }, icon("M6 9l6 6 6-6")),
      stateText: h("span"),
      text: h("p", { id: "reason" }),
      countdown: h("p", { class: "countdown", "aria-hidden": "true" }),
      list: h("ol"),
      empty: h("p", { class: "empty" }, "Ask anything about this product. We usually answer within a few minutes."),
      typing: h("p", { class: "typing" }),
      input: h("textarea", { id: "input", rows: "1", maxlength: "4000", placeholder: "Write a message",
        "aria-describedby": "reason", autocomplete: "off", enterkeyhint: "send" }),
      send: h("button", { class: "icon send", type: "submit", "aria-label": "Send message" }, icon("M5 12h13M12.5 6l6 6-6 6")),
      status: h("p", { class: "unseen", role: "status" }),
    };
    parts.launcher.append(icon(BUBBLE), "Chat with us", h("span", { class: "dot" }), parts.badge);
    parts.notice = h("div", { class: "notice", hidden: "" }, parts.text, parts.countdown);
    parts.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": "Messages", tabindex: "0" },
      parts.empty, parts.list);
    parts.form = h("form", {}, h("label", { class: "unseen", for: "input" }, "Message"), parts.input, parts.send);
    parts.panel = h("section", { class: "panel", id: "panel", "aria-label": "Chat", hidden: "" },
      h("header", {}, h("div", { class: "who" }, h("h2", {}, heading),
        h("p", { class: "state" }, h("span", { class: "dot" }), parts.stateText)), parts.close),
      parts.notice, parts.log, parts.typing, parts.form);
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(parts.launcher, parts.panel, parts.status);
    this.#parts = parts;
    this.#listen(parts);
  }

  #listen({ launcher, close, panel, form, input }) {
    launcher.addEventListener("click", () => this.#setOpen(true));
    close.addEventListener("click", () => this.#setOpen(false));
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#setOpen(false);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("input", () => {
      safely(() => sessionStorage.setItem(this.#key("draft"), input.value));
      if (input.value.trim() !== "") this.#client.typing();
    });
  }

  #key(name) { return `doorstep:${this.getAttribute("product-id")}:${name}`; }

  /** As the visitor left it; at first, open where there is room for it beside the page. */
  #wasOpen() {
    const kept = safely(() => sessionStorage.getItem(this.#key("open")));
    return kept === null || kept === undefined ? globalThis.matchMedia("(min-width: 1100px)").matches : kept === "yes";
  }

  #setOpen(open) {
    safely(() => sessionStorage.setItem(this.#key("open"), open ? "yes" : "no"));
    this.toggleAttribute("open", open);
    (open ? this.#parts.input : this.#parts.launcher).focus();
  }

  #showOpen() {
    const { panel, launcher, badge, log } = this.#parts;
    const open = this.hasAttribute("open");
    panel.hidden = !open;
    launcher.hidden = open;
    launcher.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.#unread = 0;
    badge.hidden = true;
    log.scrollTop = log.scrollHeight;
  }

  #submit() {
    const { input, log } = this.#parts;
    if (this.#client.state === "refused" || this.#client.send(input.value) === null) return;
    input.value = "";
    safely(() => sessionStorage.removeItem(this.#key("draft")));
    log.scrollTop = log.scrollHeight;
  }

  #onNews() {
    this.#parts.typing.textContent = "";
    if (this.hasAttribute("open")) return;
    this.#unread += 1;
    this.#parts.badge.textContent = String(this.#unread);
    this.#parts.badge.setAttribute("aria-label", `${this.#unread} unread`);
    this.#parts.badge.hidden = false;
  }

  #showTyping() {
    this.#parts.typing.textContent = "Typing …";
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => { this.#parts.typing.textContent = ""; }, 4_000);
  }

  #showState() {
    const { state, reason: why, retryAt, connections } = this.#client;
    const { panel, launcher, stateText, notice, text, input, send } = this.#parts;
    // Between two attempts the reason stays in view.
    if (state === "connecting" && !notice.hidden) {
      this.#parts.countdown.textContent = "Trying again now …";
    } else {
      panel.dataset.state = state;
      launcher.dataset.state = state;
      stateText.textContent = state === "connected" && connections > 1 ? `Online · ${connections} here` : STATES[state];
      notice.hidden = why === null;
      text.textContent = why?.text ?? "";
      this.#tick();
    }
    const refused = state === "refused";
    input.disabled = refused;
    send.disabled = refused;
    this.#announce(why === null ? STATES[state]
      : retryAt === null || state === "offline" ? why.text
        : `${why.text} Trying again in ${waitInWords(retryAt - Date.now())}.`);
    this.#showMessages();
  }

  /** Spoken once per state, not once per second as the countdown would be. */
  #announce(words) {
    const kind = `${this.#client.state} ${this.#client.reason?.code}`;
    if (kind === this.#announced || this.#client.state === "connecting") return;
    this.#announced = kind;
    this.#parts.status.textContent = words;
  }

  /** Keeps what counts down true, and stops when nothing does. */
  #tick() {
    const { state, retryAt, messages } = this.#client;
    const left = (at) => waitInWords(at - Date.now());
    this.#parts.countdown.textContent = state === "waiting" && retryAt !== null ? `Trying again in ${left(retryAt)}.` : "";
    const held = messages.filter(({ status }) => status !== "sent");
    for (const message of held) this.#showStatus(message);
    const counting = (state === "waiting" && retryAt !== null) || held.some((message) => message.retryAt !== undefined);
    if (counting && this.#ticker === null) {
      this.#ticker = setInterval(() => this.#tick(), 250);
    } else if (!counting) {
      clearInterval(this.#ticker);
      this.#ticker = null;
    }
  }

  #showMessages() {
    const { log, list, empty } = this.#parts;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    const { messages } = this.#client;
    const shown = new Set(messages);
    for (const [message, item] of this.#items) {
      if (!shown.has(message)) {
        item.node.remove();
        this.#items.delete(message);
      }
    }
    messages.forEach((message, index) => {
      const node = this.#item(message).node;
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
      this.#showStatus(message);
    });
    empty.hidden = messages.length > 0 || this.#client.state === "refused";
    if (atEnd) log.scrollTop = log.scrollHeight;
    if (this.#ticker === null) this.#tick();
  }

  #item(message) {
    const known = this.#items.get(message);
    if (known !== undefined) return known;
    const meta = h("p", { class: "meta" });
    const from = message.mine ? "You" : message.author === "agent" ? "Support" : "Visitor";
    const node = h("li", { class: message.mine ? "mine" : message.author },
      h("span", { class: "unseen" }, `${from}: `), h("p", { class: "bubble" }, message.text), meta);
    const item = { node, meta, from };
    this.#items.set(message, item);
    return item;
  }

  #showStatus(message) {
    const item = this.#items.get(message);
    if (item === undefined) return;
    const waits = message.status === "sending" && this.#client.state !== "connected";
    item.node.dataset.status = waits ? "held" : message.status;
    const words = this.#statusInWords(message, item.from);
    if (item.meta.textContent !== words) item.meta.textContent = words;
  }

  #statusInWords({ status, retryAt, reason: why, time, mine }, from) {
    if (status === "failed") return `Not sent. ${why.text}`;
    if (status === "held") {
      const again = retryAt === undefined ? "" : ` Sending again in ${waitInWords(retryAt - Date.now())}.`;
      return why === undefined ? `Not sent yet.${again}` : `Not sent yet. ${why.text}${again}`;
    }
    if (status === "sending") return this.#client.state === "connected" ? "Sending …" : "Not sent yet";
    const at = new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    return mine ? at : `${from} · ${at}`;
  }
}

if (globalThis.customElements !== undefined && !customElements.get("doorstep-chat")) {
  customElements.define("doorstep-chat", DoorstepChat);
}
