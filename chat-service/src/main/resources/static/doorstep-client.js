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
/** A session that is not answered, and a socket without its first frame, are given up after this long. */
const OPEN_TIMEOUT_MS = 15_000;
/** Messages wait this long for the answer to `resume`, which tells those that have already arrived. */
const HISTORY_TIMEOUT_MS = 3_000;
const TYPING_EVERY_MS = 3_000;
/** After so long without a frame the server is asked whether it is there: a browser shows its pages no pings. */
const SILENCE_MS = 25_000;
/** As long as this where nothing was said or typed for `IN_USE_MS`: to answer costs the server more than to keep a socket. */
const IDLE_SILENCE_MS = 75_000;
const IN_USE_MS = 120_000;
/** So long something that was sent may go without an answer; after half of it the server is asked. */
const ANSWER_MS = 10_000;
/** Each time that no answer comes, twice as long is waited for the next, and so long at most: a line can be that slow. */
const MOST_PATIENCE_MS = 60_000;
/** A timer that is late by more shows that the page stood still, and proves nothing about the server. */
const LATE_MS = 2_000;
/** The longest wait that a date of the server's is taken for: no restriction lasts longer. */
const LONGEST_DATED_WAIT_MS = 86_400_000;
/** The longest wait a browser's timer can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const KEPT_MESSAGES = 500;
const KEPT_OWN_IDS = 300;
const KEPT_UNSENT = 200;
/** The longest message the chat takes, in characters. */
const MAX_TEXT = 4000;
const LONGEST_MESSAGE_ID = 64;

/** What a visitor reads for each code. `final`: trying again cannot help. `message`: about a message, not the connection. */
export const REASONS = Object.freeze({
  RATE_LIMIT_EXCEEDED: { text: "Too many connections from your network." },
  CONNECTION_LIMIT_EXCEEDED: { text: "Too many chats are open from your network." },
  POOL_FULL: { text: "The chat is full right now." },
  SESSION_LIMIT_EXCEEDED: { text: "Too many new chats from your network." },
  CLIENT_SANCTIONED: { text: "The chat is paused for your network after unusual activity." },
  INVALID_PRODUCT_ID: { text: "There is no chat for this product.", final: true },
  INVALID_SESSION_ID: { text: "This conversation can’t be continued.", final: true },
  SESSION_EXPIRED: { text: "This conversation has expired.", final: true },
  SESSION_FOR_OTHER_PRODUCT: { text: "This conversation belongs to another product.", final: true },
  ORIGIN_NOT_ALLOWED: { text: "This website is not allowed to use the chat.", final: true },
  MESSAGE_RATE_LIMIT_EXCEEDED: { text: "You are writing faster than the chat can take.", message: true },
  INVALID_MESSAGE: { text: "The chat could not read this message.", message: true },
  NOT_KEPT: { text: "The chat can’t keep messages right now.", message: true },
  MESSAGE_TOO_LARGE: { text: "This message is too long for the chat." },
  IDLE_TIMEOUT: { text: "The chat closed because nobody wrote for a while." },
  SERVER_DRAINING: { text: "The chat is being updated." },
  CONNECTION_LOST: { text: "The connection was lost." },
  NO_ANSWER: { text: "The chat no longer answers." },
  UNREACHABLE: { text: "The chat can’t be reached." },
  OFFLINE: { text: "You are offline. What you write is kept, and sent when you are back." },
  REFUSED: { text: "The chat refused this connection.", final: true },
});

/** Refusals of a session id that a new session helps against, and what a visitor reads while it is made. */
const RENEWABLE = new Set(["INVALID_SESSION_ID", "SESSION_EXPIRED", "SESSION_FOR_OTHER_PRODUCT"]);
const RENEWING = "The earlier conversation can’t be continued. A new one begins.";

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

const authorOf = (frame) => (frame.author === "agent" ? "agent" : "visitor");
const nameOf = (frame) => (typeof frame.author_name === "string" && frame.author_name !== "" ? frame.author_name : null);

/** A reason: its code, what a visitor reads, whether it is final, and the wait the server asks for. */
function reason(code, { retry_after_ms: retryAfterMs, reconnect, scope, message, limit, window_ms: windowMs } = {}) {
  const full = code === "CONNECTION_LIMIT_EXCEEDED" && scope === "instance";
  const notKept = code === "INVALID_MESSAGE" && positive(retryAfterMs) > 0;
  const known = Object.hasOwn(REASONS, code) ? REASONS[full ? "POOL_FULL" : notKept ? "NOT_KEPT" : code] : undefined;
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

/** White space, control characters, what Unicode has renderers ignore, and the blanks outside of these. The server's list. */
const SHOWS_NOTHING = new RegExp("^[\\p{White_Space}\\p{Z}\\p{Cc}\\p{Default_Ignorable_Code_Point}"
  + "\\u{2800}\\u{FFF9}-\\u{FFFB}\\u{13441}\\u{13442}\\u{16FE4}\\u{1D159}]*$", "u");

/** Whether a text has a character that shows: without one the chat takes it for empty. */
export function hasText(text) {
  return !SHOWS_NOTHING.test(text);
}

/** Whether a key goes to an input method. Safari ends a composition before the key that ended it, and marks that with 229. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** The page's time. Waits are measured by `monotonic`, which nobody can set; `now` is the time of day, to be shown. */
export const PAGE_CLOCK = Object.freeze({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (task, ms) => globalThis.setTimeout(task, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer),
});

/** Timers by their names, one of each: setting it again replaces it. */
class Timers {
  #clock;
  #running = new Map();

  constructor(clock) {
    this.#clock = clock;
  }

  after(name, ms, task) {
    this.cancel(name);
    this.#running.set(name, this.#clock.setTimeout(() => {
      this.#running.delete(name);
      task();
    }, Math.min(ms, LONGEST_TIMER_MS)));
  }

  runs(name) { return this.#running.has(name); }

  cancel(...names) {
    for (const name of names) {
      if (!this.#running.has(name)) continue;
      this.#clock.clearTimeout(this.#running.get(name));
      this.#running.delete(name);
    }
  }
}

/**
 * Finds out that a connection has gone silent without an end: a proxy has forgotten it, or the network has. Asks the server
 * after a silence, while somebody looks, and when the answer to something is late. What is asked is answered by a `pong`.
 * A silence is longer where the connection is not in use.
 */
export class SilenceWatch {
  #monotonic;
  #timers;
  #isHidden;
  #awaits;
  #ask;
  #onSilent;
  #running = false;
  #idleSilenceMs;
  #heardAt = 0;
  #usedAt = 0;
  #asked = false;
  #patience = ANSWER_MS;

  /**
   * `awaits`: whether something that was sent has no answer yet. `ask` sends a `ping`. `onSilent` is called once, when the
   * connection is to be given up.
   */
  constructor({ clock = PAGE_CLOCK, isHidden = () => false, idleSilenceMs = IDLE_SILENCE_MS, awaits, ask, onSilent }) {
    this.#idleSilenceMs = idleSilenceMs;
    this.#monotonic = () => (clock.monotonic ?? clock.now).call(clock);
    this.#timers = new Timers(clock);
    this.#isHidden = isHidden;
    this.#awaits = awaits;
    this.#ask = ask;
    this.#onSilent = onSilent;
  }

  /** A connection is in. */
  begin() {
    this.end();
    this.#running = true;
    this.#heardAt = this.#monotonic();
    this.#usedAt = this.#heardAt;
    this.#watch();
  }

  end() {
    this.#timers.cancel("silence", "late", "answer");
    this.#running = false;
    this.#asked = false;
  }

  /** Something has come. */
  heard() {
    this.#heardAt = this.#monotonic();
    if (!this.#asked) this.#usedAt = this.#heardAt;
  }

  /** What was asked has been answered, so all that was sent before has arrived; false where nothing was asked. */
  answered() {
    if (!this.#asked) return false;
    this.#timers.cancel("answer");
    this.#asked = false;
    this.#patience = ANSWER_MS;
    return true;
  }

  /** Something was sent that the server answers. */
  sent() {
    if (!this.#running || this.#asked || this.#timers.runs("late")) return;
    this.#timers.after("late", this.#patience / 2, () => {
      if (this.#awaits()) this.#askNow(this.#patience / 2);
    });
  }

  /** Somebody looks again, or types. */
  used() {
    if (!this.#running) return;
    this.#usedAt = this.#monotonic();
    this.#watch();
  }

  /** While nobody looks nothing is asked. */
  #watch() {
    this.#timers.cancel("silence");
    if (this.#isHidden()) return;
    const now = this.#monotonic();
    const silence = now - this.#usedAt < IN_USE_MS ? SILENCE_MS : this.#idleSilenceMs;
    const left = this.#heardAt + silence - now;
    if (left <= 0) this.#askNow(this.#patience);
    this.#timers.after("silence", left > 0 ? left : silence, () => this.#watch());
  }

  #askNow(patience, again = false) {
    if (this.#asked && !again) return;
    this.#asked = true;
    const dueAt = this.#monotonic() + patience;
    this.#timers.after("answer", patience, () => {
      if (!again && this.#monotonic() - dueAt > LATE_MS) this.#askNow(patience, true);
      else this.#giveUp();
    });
    this.#ask();
  }

  #giveUp() {
    this.#patience = Math.min(this.#patience * 2, MOST_PATIENCE_MS);
    this.end();
    this.#onSilent();
  }
}

const ID = /^(?!\.\.?$)[A-Za-z0-9._-]{1,64}$/;
const isId = (value) => typeof value === "string" && ID.test(value);
/** Whether an id can be part of an address: the server judges it, if it can be. */
const isAddressable = (id) => id !== "." && id !== ".." && id.isWellFormed?.() !== false;
export const isMessageId = (value) => typeof value === "string" && value !== "" && value.length <= LONGEST_MESSAGE_ID;
export const isSendable = (value) => typeof value === "string" && hasText(value) && [...value].length <= MAX_TEXT;
const isTime = (value) => Number.isFinite(value) && !Number.isNaN(new Date(value).getTime());
const listOf = (value) => (Array.isArray(value) ? value : []);

/** An unsent message as it was kept; null where it is none. */
function keptMessage(value) {
  if (value === null || typeof value !== "object" || !isMessageId(value.id) || !isSendable(value.text)) return null;
  const { id, text, time, session } = value;
  return { id, text, time: isTime(time) ? time : Date.now(), ...(typeof session === "string" ? { session } : {}) };
}

/** What can be used of a kept entry, in which another version or another script may have left anything. */
function keptState(value) {
  const { session, own, outbox } = value ?? {};
  const unsent = new Map(listOf(outbox).map(keptMessage).filter((message) => message !== null)
    .map((message) => [message.id, message]));
  return {
    ...(isId(session) ? { session } : {}),
    own: listOf(own).filter(isMessageId).slice(-KEPT_OWN_IDS),
    outbox: [...unsent.values()].slice(-KEPT_UNSENT),
  };
}

/** What outlives the page, per product: the session, messages not acknowledged, ids of own messages. */
class Store {
  #area;
  #key;
  /** The entry where it could not be written: storage is off or full, and the page goes on without it. */
  #unwritten = null;

  constructor(area, productId) {
    this.#area = area;
    this.#key = `doorstep:${productId}`;
  }

  /** `session`, where there is one, `own` and `outbox`. */
  read() {
    if (this.#unwritten !== null) return { ...this.#unwritten };
    try {
      return keptState(JSON.parse(this.#area.getItem(this.#key) ?? "{}"));
    } catch {
      return keptState({});
    }
  }

  /** Other tabs write the same entry, so each change reads it first. */
  change(edit) {
    const value = this.read();
    edit(value);
    try {
      this.#area.setItem(this.#key, JSON.stringify(value));
      this.#unwritten = null;
    } catch {
      this.#unwritten = value;
    }
  }
}

/**
 * One visitor's connection to the chat of one product.
 *
 * `state` is one of `stopped`, `connecting`, `connected`, `waiting` (tries again at `retryAt`, or, where that is null, when
 * the page is looked at), `offline` and `refused` (final). `reason` says why, where there is a why.
 *
 * Events: `state`; `messages`, when the list changed; `message`, for each new one of somebody else (`detail`); `typing`
 * (`detail.author`, `detail.name`); `presence`, when `connections` or `agents` changed; `conversation`, when that changed.
 */
export class DoorstepClient extends EventTarget {
  #productId;
  #baseUrl;
  #store;
  #clock;
  #monotonic;
  #random;
  #WebSocket;
  #fetch;
  #page;
  #isOnline;
  #isHidden;

  #state = "stopped";
  #retryDue = null;
  #reason = null;
  #sessionId = null;
  #sessionGiven = false;
  #renewed = false;
  #connectionId = null;
  #limits = null;
  #connections = 0;
  #agents = null;
  #conversation = null;
  #closedBy = null;
  #complete = true;

  #run = 0;
  #timers;
  #silence;
  #socket = null;
  #attempts = 0;
  #dueAt = 0;
  #earliest = 0;
  #dueWhy = null;
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
  #limitedUntil = -Infinity;
  #resuming = false;
  #typedAt = -Infinity;

  /**
   * Only `productId` is needed; the rest is for other hosts and for tests. `clock` has now, monotonic, setTimeout and
   * clearTimeout; `page` is where online, offline and visibilitychange are heard.
   */
  constructor({
    productId,
    baseUrl = new URL(import.meta.url).origin,
    sessionId = null,
    storage = safely(() => globalThis.localStorage),
    clock = PAGE_CLOCK,
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
    this.#sessionGiven = sessionId !== null;
    this.#store = new Store(storage, this.#productId);
    this.#clock = clock;
    this.#monotonic = () => (clock.monotonic ?? clock.now).call(clock);
    this.#timers = new Timers(clock);
    this.#silence = new SilenceWatch({
      clock,
      isHidden,
      awaits: () => this.#resuming || this.#outbox.some(({ inFlight }) => inFlight),
      ask: () => this.#transmit({ type: "ping" }),
      onSilent: () => {
        this.#refusal ??= reason("NO_ANSWER");
        this.#closed(1006, "");
      },
    });
    this.#random = random;
    this.#WebSocket = WebSocket;
    this.#fetch = fetch;
    this.#page = page;
    this.#isOnline = isOnline;
    this.#isHidden = isHidden;
    this.#restore();
  }

  get state() { return this.#state; }
  get retryAt() { return this.#retryDue === null ? null : this.#timeOfDay(this.#retryDue); }
  get reason() { return this.#reason; }
  get productId() { return this.#productId; }
  get sessionId() { return this.#sessionId; }
  get connectionId() { return this.#connectionId; }
  /** The limits in force, as the server told them. */
  get limits() { return this.#limits; }
  /** Sockets in this conversation, this one included. */
  get connections() { return this.#connections; }
  /** People at the desk; null where the server has not said. */
  get agents() { return this.#agents; }
  /** `new`, `waiting` (for an agent), `open` or `closed`; null where the server has not said. */
  get conversation() { return this.#conversation; }
  /** Who closed the conversation; null where it is not closed or nobody heard who did. */
  get closedBy() { return this.#closedBy; }
  /** Whether `messages` begins where the conversation began; false where the server no longer keeps the older ones. */
  get complete() { return this.#complete; }

  /**
   * Messages in order, those without a sequence last: `id`, `sequence`, `author`, `name` (agents), `mine`, `text`, `time`,
   * `status` (`sent`; `pending`: the server has it, and does not deliver it everywhere yet; `sending`; `held`; `failed`),
   * and for held ones `retryAt`, for both last ones `reason`.
   */
  get messages() { return this.#messages; }

  start() {
    if (this.#state !== "stopped") return;
    this.#page.addEventListener?.("online", this.#onOnline);
    this.#page.addEventListener?.("offline", this.#onOffline);
    this.#page.addEventListener?.("visibilitychange", this.#onVisibility, true);
    this.#begin();
  }

  stop() {
    this.#page.removeEventListener?.("online", this.#onOnline);
    this.#page.removeEventListener?.("offline", this.#onOffline);
    this.#page.removeEventListener?.("visibilitychange", this.#onVisibility, true);
    this.#drop();
    this.#timers.cancel("retry");
    this.#become("stopped");
  }

  /** Sends a message now or as soon as it can be; returns its id, or null for an empty one. */
  send(text) {
    const body = String(text).trim();
    if (!hasText(body)) return null;
    const message = this.#unsent(uuid(), body, this.#clock.now());
    this.#own.add(message.id);
    this.#typedAt = -Infinity;
    this.#store.change((kept) => {
      const session = this.#sessionGiven ? { session: this.#sessionId } : {};
      kept.outbox = [...kept.outbox, { id: message.id, text: body, time: message.time, ...session }];
      kept.own = [...kept.own, message.id].slice(-KEPT_OWN_IDS);
    });
    if (this.#state === "waiting" && this.#retryDue === null) this.#plan(this.#dueAt, this.#dueWhy, this.#earliest);
    this.#pump();
    this.#changed();
    return message.id;
  }

  /** Tells the others that something is being typed; as often as one likes. */
  typing() {
    const now = this.#monotonic();
    if (this.#state !== "connected" || now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    this.#transmit({ type: "typing" });
    this.#silence.used();
  }

  // --- the connection

  #begin() {
    this.#timers.cancel("retry");
    this.#drop();
    if (!this.#isOnline()) {
      this.#plan(this.#monotonic(), reason("UNREACHABLE"));
      return;
    }
    const unknown = !isAddressable(this.#productId) ? "INVALID_PRODUCT_ID"
      : this.#sessionId !== null && !isAddressable(this.#sessionId) ? "INVALID_SESSION_ID" : null;
    if (unknown !== null) {
      this.#become("refused", reason(unknown));
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
    this.#timers.after("open", OPEN_TIMEOUT_MS, () => {
      this.#drop();
      this.#retry(reason("UNREACHABLE"));
    });
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
      if (run !== this.#run) return;
      this.#timers.cancel("open");
      this.#retry(reason("UNREACHABLE"));
      return;
    }
    const made = response.ok && typeof body.session_id === "string";
    if (made) this.#keepSession(body.session_id);
    if (run !== this.#run) return;
    this.#timers.cancel("open");
    if (made) {
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
    this.#timers.after("open", OPEN_TIMEOUT_MS, () => this.#closed(1006, ""));
  }

  /** Lets go of the socket; what it might still say is not heard. */
  #drop() {
    this.#run += 1;
    this.#silence.end();
    const socket = this.#socket;
    if (this.#connectedAt !== null && this.#monotonic() - this.#connectedAt >= STABLE_MS) {
      this.#attempts = 0;
      this.#renewed = false;
    }
    this.#socket = null;
    this.#connectedAt = null;
    this.#connectionId = null;
    this.#connections = 0;
    this.#resuming = false;
    this.#timers.cancel("open", "history", "outbox");
    for (const entry of this.#outbox) Object.assign(entry, { inFlight: false, received: false });
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
    const goAwayAt = this.#goAwayAt;
    this.#drop();
    if (why.final && this.#renews(why.code)) {
      this.#forgetSession();
      this.#retry({ ...why, text: RENEWING, final: false });
    } else if (why.final) {
      this.#timers.cancel("retry");
      this.#become("refused", why);
      this.#changed();
    } else if (goAwayAt !== null) {
      this.#plan(Math.max(goAwayAt, this.#monotonic() + why.retryAfterMs), reason("SERVER_DRAINING"));
    } else {
      this.#retry(why);
    }
  }

  /** A session of the page's own choice is not replaced, and a new session that is refused as well is not either. */
  #renews(code) {
    return RENEWABLE.has(code) && !this.#sessionGiven && !this.#renewed;
  }

  /** What was said stays with the session that is gone; what was not sent goes on. Another tab may have a new one already. */
  #forgetSession() {
    this.#renewed = true;
    this.#store.change((kept) => {
      if (kept.session === this.#sessionId) delete kept.session;
      this.#sessionId = kept.session ?? null;
    });
    const unsent = this.#outbox.map(({ message }) => message);
    for (const message of unsent) Object.assign(message, { status: "sending", reason: undefined });
    this.#messages = this.#messages.filter((message) => message.status === "failed" || unsent.includes(message));
    this.#heard = -1;
    this.#resumeAfter = -1;
    this.#complete = true;
    this.#converse(null);
    this.#changed();
  }

  /** The server's wait, and a random part on top, so that those who were told the same do not come back together. */
  #retry(why) {
    const spread = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** this.#attempts);
    this.#attempts += 1;
    const earliest = this.#monotonic() + why.retryAfterMs;
    this.#plan(Math.ceil(earliest + this.#random() * spread), why, earliest);
  }

  /**
   * Plans one attempt, in place of any other; none while the browser is offline, or while nobody looks. The server asked for
   * none before `earliest`.
   */
  #plan(at, why, earliest = at) {
    this.#timers.cancel("retry");
    this.#dueAt = Math.max(at, this.#monotonic());
    this.#earliest = earliest;
    this.#dueWhy = why;
    if (!this.#isOnline()) {
      this.#become("offline", reason("OFFLINE"), this.#dueAt);
    } else if (this.#sleeps()) {
      this.#become("waiting", why);
    } else {
      this.#timers.after("retry", this.#dueAt - this.#monotonic(), () => this.#begin());
      this.#become("waiting", why, this.#dueAt);
    }
  }

  /** Nobody looks, and nothing waits to be sent. */
  #sleeps() {
    return this.#isHidden() && this.#outbox.length === 0;
  }

  /** Without a network a connection is lost, though nobody says so. */
  #onOffline = () => {
    if (this.#isOnline()) return;
    if (this.#state === "waiting") {
      this.#plan(this.#dueAt, this.#dueWhy, this.#earliest);
    } else if (this.#state === "connected" || this.#state === "connecting") {
      const at = Math.max(this.#goAwayAt ?? -Infinity, this.#monotonic());
      this.#drop();
      this.#plan(at, reason("CONNECTION_LOST"));
    }
  };

  /** The backoff was for the network's sake. Those whose network came back are many, so their attempts are spread. */
  #onOnline = () => {
    if (this.#state !== "offline" && this.#state !== "waiting") return;
    const at = Math.max(this.#earliest, this.#monotonic() + Math.ceil(this.#random() * BACKOFF_BASE_MS));
    if (this.#state === "offline" || at < this.#dueAt) this.#plan(at, this.#dueWhy, this.#earliest);
  };

  #onVisibility = () => {
    if (this.#state === "waiting") this.#plan(this.#dueAt, this.#dueWhy, this.#earliest);
    this.#silence.used();
  };

  // --- frames

  #receive(data) {
    this.#silence.heard();
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
      case "typing": this.#emit("typing", { author: authorOf(frame), name: nameOf(frame) }); break;
      case "presence": this.#onPresence(frame); break;
      case "closed": this.#converse("closed", nameOf(frame)); break;
      case "pong": this.#silence.answered(); break;
      default: // A newer server's: passed over.
    }
  }

  #onPresence({ connections, agents }) {
    if (Number.isFinite(connections)) this.#connections = connections;
    if (Number.isFinite(agents)) this.#agents = agents;
    this.#emit("presence", { connections: this.#connections, agents: this.#agents });
  }

  #converse(conversation, closedBy = null) {
    if (this.#conversation === conversation && this.#closedBy === closedBy) return;
    this.#conversation = conversation;
    this.#closedBy = closedBy;
    this.#emit("conversation", { conversation, closedBy });
  }

  /** What is said opens a conversation: an agent has it in hand, or a visitor waits for one. */
  #opens(by) {
    if (by === "agent") {
      this.#converse("open");
    } else if (this.#conversation === "new" || this.#conversation === "closed") {
      this.#converse("waiting");
    }
  }

  #onConnected(frame) {
    this.#timers.cancel("open");
    this.#connectedAt = this.#monotonic();
    this.#connectionId = frame.connection_id;
    this.#limits = frame.limits ?? null;
    this.#silence.begin();
    this.#become("connected");
    this.#onPresence({ connections: frame.connections ?? 1, agents: frame.agents });
    const conversation = frame.conversation ?? null;
    this.#converse(conversation, conversation === "closed" ? this.#closedBy : null);
    this.#resuming = this.#transmit({ type: "resume", after: this.#resumeAfter });
    this.#silence.sent();
    this.#timers.after("history", HISTORY_TIMEOUT_MS, () => this.#catchUp());
  }

  #onHistory(frame) {
    this.#resuming = false;
    if (Array.isArray(frame.messages)) frame.messages.forEach((message) => this.#take(message));
    if (frame.complete === false) this.#complete = false;
    this.#catchUp();
    this.#trim();
    this.#changed();
  }

  #catchUp() {
    this.#timers.cancel("history");
    this.#caughtUp = true;
    this.#resumeAfter = this.#heard;
    this.#pump();
  }

  #onMessage(frame) {
    const before = this.#messages.length;
    const message = this.#take(frame);
    if (message === null) return;
    const isNew = this.#messages.length > before;
    if (this.#caughtUp) this.#resumeAfter = this.#heard;
    this.#trim();
    this.#changed();
    this.#opens(message.author);
    if (isNew && !message.mine) this.#emit("message", message);
  }

  /**
   * Adds a message, or gives one that waited its sequence; null where that changes nothing. A message is known by its author
   * and id, and once it has one by its sequence.
   */
  #take(frame) {
    if (typeof frame?.text !== "string") return null;
    const author = authorOf(frame);
    const id = frame.client_message_id;
    const sequence = Number.isFinite(frame.sequence) ? frame.sequence : undefined;
    if (sequence !== undefined) this.#heard = Math.max(this.#heard, sequence);
    const known = this.#messages.find((other) =>
      (sequence !== undefined && other.sequence === sequence) || (other.author === author && id !== undefined && other.id === id));
    if (known !== undefined) return this.#settle(known, sequence) ? known : null;
    const message = {
      id,
      sequence,
      author,
      name: nameOf(frame),
      mine: author === "visitor" && this.#isOwn(id),
      text: frame.text,
      time: Date.parse(frame.time) || this.#clock.now(),
      status: sequence === undefined ? "pending" : "sent",
    };
    this.#messages.push(message);
    this.#sort();
    return message;
  }

  /** With a sequence a message is kept for good; without one the server has it, and may lose it. */
  #settle(message, sequence) {
    if (message.sequence !== undefined) return false;
    if (sequence === undefined) {
      Object.assign(message, { status: "pending", reason: undefined });
    } else {
      if (message.mine) this.#remove(message.id);
      Object.assign(message, { status: "sent", sequence, reason: undefined });
      if (this.#outbox.length === 0) this.#limited = false;
      this.#sort();
    }
    return true;
  }

  /** Written on this page, or in another tab. */
  #isOwn(id) {
    if (id !== undefined && !this.#own.has(id) && this.#store.read().own.includes(id)) this.#own.add(id);
    return this.#own.has(id);
  }

  #onAck({ client_message_id: id, sequence }) {
    const message = this.#messages.find((other) => other.mine && other.id === id);
    if (message === undefined) return;
    const entry = this.#outbox.find((other) => other.message === message);
    if (entry !== undefined) Object.assign(entry, { inFlight: false, received: true });
    this.#settle(message, Number.isFinite(sequence) ? sequence : undefined);
    this.#opens("visitor");
    this.#pump();
    this.#changed();
  }

  #onGoAway(frame) {
    const delay = positive(frame.reconnect_after_ms);
    this.#goAwayAt = this.#monotonic() + delay;
    this.#timers.after("retry", delay, () => this.#move());
  }

  /** Leaves a server that is about to stop for the next one, at once or when somebody looks again. */
  #move() {
    if (this.#sleeps()) {
      this.#drop();
      this.#plan(this.#monotonic(), reason("SERVER_DRAINING"));
    } else {
      this.#begin();
    }
  }

  #onError(frame) {
    const why = reason(String(frame.code), frame);
    // A server that does not know `ping` yet answers all the same.
    if (why.code === "INVALID_MESSAGE" && frame.client_message_id === undefined && this.#silence.answered()) return;
    const aboutMessage = frame.client_message_id !== undefined || REASONS[why.code]?.message === true;
    if (!aboutMessage) {
      this.#refusal = why;
      return;
    }
    const entry = this.#outbox.find(({ message, inFlight }) =>
      frame.client_message_id === undefined ? inFlight : message.id === frame.client_message_id);
    if (entry === undefined) return;
    entry.inFlight = false;
    if (why.code === "MESSAGE_RATE_LIMIT_EXCEEDED" || why.retryAfterMs > 0) {
      this.#limited = true;
      this.#limitedUntil = Math.max(this.#limitedUntil, this.#monotonic() + why.retryAfterMs);
      if (entry.message.status !== "pending") Object.assign(entry.message, { status: "held", reason: why });
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
    const left = this.#limitedUntil - this.#monotonic();
    if (left > 0) {
      for (const { message, inFlight } of this.#outbox) {
        if (!inFlight && message.status !== "pending") message.status = "held";
      }
      this.#timers.after("outbox", left, () => {
        this.#limitedUntil = -Infinity;
        this.#pump();
      });
      return;
    }
    this.#limitedUntil = -Infinity;
    for (const entry of this.#outbox) {
      if (this.#limited && this.#outbox.some(({ inFlight }) => inFlight)) break;
      if (entry.inFlight || entry.received) continue;
      if (!this.#transmit({ type: "message", client_message_id: entry.message.id, text: entry.message.text })) break;
      entry.inFlight = true;
      this.#silence.sent();
      if (entry.message.status !== "pending") Object.assign(entry.message, { status: "sending", reason: undefined });
      this.#changed();
    }
  }

  #fail(entry, why) {
    this.#remove(entry.message.id);
    Object.assign(entry.message, { status: "failed", reason: why });
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
    this.#outbox = this.#outbox.filter(({ message }) => message.id !== id);
    this.#store.change((kept) => {
      kept.outbox = kept.outbox.filter((other) => other.id !== id);
    });
  }

  /** What was written in a session of the page's choice is not sent in another one. */
  #restore() {
    const { session = null, own, outbox } = this.#store.read();
    this.#sessionId ??= session;
    for (const id of own) this.#own.add(id);
    const chosen = this.#sessionGiven ? this.#sessionId : undefined;
    for (const { id, text, time } of outbox.filter((kept) => kept.session === chosen)) this.#unsent(id, text, time);
  }

  /** Adds a message that is still to be sent. All that are held wait for the same moment, which is told by today's clock. */
  #unsent(id, text, time) {
    const heldUntil = () => (this.#limitedUntil === -Infinity ? undefined : this.#timeOfDay(this.#limitedUntil));
    const message = { id, author: "visitor", mine: true, text, time, status: "sending",
      get retryAt() { return this.status === "held" ? heldUntil() : undefined; } };
    this.#messages.push(message);
    this.#outbox.push({ message, inFlight: false, received: false });
    return message;
  }

  /** A moment of the monotonic clock as the clock of the day has it now. */
  #timeOfDay(moment) {
    return Math.floor(this.#clock.now() + Math.max(0, moment - this.#monotonic()));
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

  #become(state, why = null, retryDue = null) {
    this.#state = state;
    this.#reason = why;
    this.#retryDue = retryDue;
    this.#emit("state", { state, reason: why, retryAt: this.retryAt });
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

/** `Retry-After` in milliseconds, from seconds or a date. A date goes by this machine's clock, which may be far off. */
function retryAfter(response, now) {
  const value = response.headers.get("Retry-After");
  if (value === null) return 0;
  return /^\d+$/.test(value) ? Number(value) * 1000 : Math.min(positive(Date.parse(value) - now), LONGEST_DATED_WAIT_MS);
}

// --- the element

/** From here on the visitor reads how much room is left. */
const ROOM_SHOWN = 400;
const ARRIVAL_SHOWN_MS = 10_000;
const TYPING_SHOWN_MS = 4_000;

const DARK = `
  --d-accent: #8fd0b8; --d-on-accent: #10241d; --d-surface: #1c1f1e; --d-subtle: #2a2e2c; --d-line: #3b403d;
  --d-scheme: dark; --d-text: #eceae6; --d-muted: #aeaaa2; --d-notice: #3a3117; --d-on-notice: #f2dda0; --d-alert: #44211a; --d-on-alert: #ffc2b3;
`;

const STYLE = `
:host {
  --d-accent: #1f4d3f; --d-on-accent: #fff; --d-surface: #fff; --d-subtle: #f2f1ee; --d-line: #dddad4;
  --d-scheme: light; --d-text: #1d1c1a; --d-muted: #66625c; --d-notice: #fbf3dd; --d-on-notice: #5d4509; --d-alert: #fbe9e5; --d-on-alert: #8a2714;
}
:host([theme="dark"]) { ${DARK} }
@media (prefers-color-scheme: dark) { :host([theme="auto"]) { ${DARK} } }
:host {
  --accent: var(--doorstep-accent, var(--d-accent));
  --on-accent: var(--doorstep-on-accent, var(--d-on-accent));
  --surface: var(--doorstep-surface, var(--d-surface));
  --subtle: var(--doorstep-subtle, var(--d-subtle));
  --line: var(--doorstep-line, var(--d-line));
  --text: var(--doorstep-text, var(--d-text));
  --muted: var(--doorstep-muted, var(--d-muted));
  --notice: var(--doorstep-notice, var(--d-notice));
  --on-notice: var(--doorstep-on-notice, var(--d-on-notice));
  --alert: var(--doorstep-alert, var(--d-alert));
  --on-alert: var(--doorstep-on-alert, var(--d-on-alert));
  --radius: var(--doorstep-radius, 16px);
  inset: auto var(--doorstep-offset, 24px) var(--doorstep-offset, 24px) auto;
  z-index: var(--doorstep-z-index, 1000);
  color-scheme: var(--d-scheme);
}
/* Rules of the page for all elements meet this one too: here they yield. */
:host {
  box-sizing: border-box !important; position: fixed !important; overflow: visible !important;
  width: auto !important; min-width: 0 !important; max-width: none !important;
  height: auto !important; min-height: 0 !important; max-height: none !important;
  margin: 0 !important; padding: 0 !important; border: 0 !important; outline: 0 !important; background: none !important;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
/* Nothing is inherited from the page but its direction, and whether it shows the chat. */
.launcher, .panel {
  all: initial; box-sizing: border-box; color-scheme: inherit; visibility: inherit; color: var(--text);
  font: 15px/1.45 var(--doorstep-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif);
}
button, textarea { font: inherit; color: inherit; }
button, .launcher { cursor: pointer; }
p { margin: 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.launcher {
  display: flex; align-items: center; gap: 10px; margin-left: auto; padding: 12px 20px 12px 16px; border: 0;
  border-radius: 999px; background: var(--accent); color: var(--on-accent); font-weight: 600; user-select: none;
  box-shadow: 0 2px 6px rgb(0 0 0 / .12), 0 8px 24px rgb(0 0 0 / .16);
}
.launcher svg { width: 22px; height: 22px; }
.launcher .dot { border: 1px solid var(--on-accent); }
.launcher[data-state="connected"] .dot, .launcher[data-state="connecting"] .dot { display: none; }
.badge { min-width: 22px; padding: 0 6px; border-radius: 11px; background: var(--on-accent); color: var(--accent); font-size: 13px; line-height: 22px; }
.panel {
  display: flex; flex-direction: column; width: var(--doorstep-width, 372px); max-width: calc(100vw - 32px);
  height: min(var(--doorstep-height, 560px), calc(100dvh - 48px)); overflow: hidden;
  border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface);
  box-shadow: 0 4px 12px rgb(0 0 0 / .08), 0 16px 48px rgb(0 0 0 / .16);
}
header { display: flex; align-items: center; gap: 12px; padding: 12px 18px; padding-inline-end: 8px; border-bottom: 1px solid var(--line); }
.who { flex: 1; min-width: 0; }
h2 { margin: 0; font-size: 16px; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; }
.state { display: flex; align-items: center; gap: 7px; margin-top: 1px; font-size: 13px; color: var(--muted); }
.dot { flex: none; width: 8px; height: 8px; border-radius: 50%; background: #b9b4ab; }
[data-state="connected"] .dot { background: #2e9e5b; }
[data-state="waiting"] .dot, [data-state="connecting"] .dot { background: #d99a1c; }
[data-state="refused"] .dot { background: #c4432b; }
[data-desk="empty"][data-state="connected"] .dot { background: none; box-shadow: inset 0 0 0 2px #2e9e5b; }
.icon { display: grid; flex: none; place-items: center; width: 40px; height: 40px; padding: 0; border: 0; border-radius: 10px; background: none; color: var(--muted); }
.icon:hover { background: var(--subtle); color: var(--text); }
.icon svg { width: 20px; height: 20px; }
.notice { padding: 10px 18px; background: var(--notice); color: var(--on-notice); font-size: 14px; }
.countdown { font-variant-numeric: tabular-nums; }
[data-state="refused"] .notice { background: var(--alert); color: var(--on-alert); }
.desk { padding: 10px 18px; border-bottom: 1px solid var(--line); background: var(--subtle); font-size: 14px; text-wrap: pretty; }
.log { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px 18px; outline-offset: -2px; }
.empty { color: var(--muted); text-wrap: pretty; }
.older, .closed { padding: 2px 12px; font-size: 13px; text-align: center; text-wrap: balance; color: var(--muted); overflow-wrap: anywhere; }
.older { padding-bottom: 14px; }
.closed { padding-top: 16px; }
ol { display: flex; flex-direction: column; gap: 10px; margin: 0; padding: 0; list-style: none; }
li { max-width: 84%; align-self: flex-start; }
li.mine { align-self: flex-end; text-align: end; }
.bubble {
  display: inline-block; padding: 8px 13px; border-radius: 14px 14px 14px 4px; background: var(--subtle);
  overflow: clip; text-align: start; white-space: pre-wrap; overflow-wrap: anywhere;
}
.mine .bubble { border-radius: 14px 14px 4px 14px; background: var(--accent); color: var(--on-accent); }
:host(:dir(rtl)) .bubble { border-radius: 14px 14px 4px 14px; }
:host(:dir(rtl)) .mine .bubble { border-radius: 14px 14px 14px 4px; }
:host(:dir(rtl)) .send svg { transform: scaleX(-1); }
.mine[data-status="sending"] .bubble { background: color-mix(in srgb, var(--accent) 80%, var(--surface)); }
.mine[data-status="held"] .bubble, .mine[data-status="pending"] .bubble, .mine[data-status="failed"] .bubble {
  background: var(--surface); color: var(--text); box-shadow: inset 0 0 0 1px var(--line);
}
.mine[data-status="pending"] .bubble { box-shadow: inset 0 0 0 1px var(--accent); }
.meta { margin: 3px 4px 0; font-size: 12px; line-height: 1.35; color: var(--muted); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
[data-status="held"] .meta { color: var(--on-notice); }
[data-status="failed"] .meta { color: var(--on-alert); }
.typing { min-height: 20px; padding: 0 18px; overflow: hidden; font-size: 13px; color: var(--muted); white-space: nowrap; text-overflow: ellipsis; }
form {
  display: flex; flex-wrap: wrap; align-items: flex-end; gap: 6px 8px;
  padding: 8px 12px max(10px, env(safe-area-inset-bottom)); padding-inline-end: 10px; border-top: 1px solid var(--line);
}
textarea {
  flex: 1; min-width: 0; max-height: 132px; field-sizing: content; resize: none; padding: 9px 12px;
  border: 1px solid color-mix(in srgb, var(--muted) 75%, var(--surface)); border-radius: 12px; background: var(--surface); line-height: 1.4;
}
textarea::placeholder { color: var(--muted); opacity: 1; }
textarea:focus-visible { outline-offset: -1px; }
textarea:disabled { background: var(--subtle); }
.send { width: 42px; height: 42px; border-radius: 12px; background: var(--accent); color: var(--on-accent); }
.send:hover { background: var(--accent); color: var(--on-accent); filter: brightness(1.12); }
.send:disabled { background: var(--subtle); color: var(--muted); cursor: default; filter: none; }
.room { order: 1; flex-basis: 100%; padding: 0 2px; font-size: 12px; color: var(--muted); font-variant-numeric: tabular-nums; }
.room[data-full] { color: var(--on-alert); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px), (max-height: 420px) {
  :host { inset: auto 12px 12px auto; }
  :host([open]) { inset: var(--view-top, 0) 0 auto 0; }
  .panel { width: 100%; max-width: none; height: var(--view-height, 100dvh); border: 0; border-radius: 0; box-shadow: none; }
  .icon { width: 44px; height: 44px; }
  textarea { font-size: 16px; }
}
@media (max-height: 320px) {
  header { padding-block: 2px; }
  .notice, .desk { padding-block: 4px; font-size: 13px; line-height: 1.3; }
  .log { padding-block: 8px; }
  .typing { min-height: 0; }
  form { padding-block: 4px; }
  textarea { max-height: 64px; padding-block: 7px; }
}
/* On paper nobody can ask. */
@media print { :host { display: none !important; } }
@media (forced-colors: active) {
  .panel, .bubble, .launcher, .send { border: 1px solid; }
}
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise .14s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
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
const NOBODY = "Nobody is at the desk right now. What you write waits and is answered here: leave this page open or come back.";
const SOMEBODY = "Somebody is at the desk now.";

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

const HEADING = "Questions? Ask us";
const BUBBLE = "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z";

const Base = globalThis.HTMLElement ?? class {};

/**
 * The chat in a corner of the page. Attributes: `product-id`; `session-id`, where the page has chosen the conversation;
 * `base-url`, where the chat is not served by the host this module came from; `heading`; `theme` (`light`, `dark`, or `auto`
 * for what the visitor's system has); `open`. All of them are followed. Colours, sizes and font: the `--doorstep-…` variables.
 * `client` is its DoorstepClient: another one, after a `client` event, when the chat is about something else.
 */
export class DoorstepChat extends Base {
  static observedAttributes = ["open", "heading", "product-id", "session-id", "base-url"];

  #client = null;
  #subject = null;
  #unheard = new AbortController();
  #left = true;
  #settling = false;
  #parts = null;
  #items = new Map();
  #ticker = null;
  #typingTimer = null;
  #arrivalTimer = null;
  #nobody = false;
  #unread = 0;
  #announced = "";

  get client() { return this.#client; }

  connectedCallback() {
    if (this.#parts === null) this.#build();
    for (const change of ["resize", "scroll"]) globalThis.visualViewport?.addEventListener(change, this.#fit);
    this.#fit();
    if (this.#left) {
      this.#turnTo(this.#subjectNow());
      this.toggleAttribute("open", this.hasAttribute("open") || this.#wasOpen());
    }
    this.#showOpen();
    this.#settleSoon();
  }

  disconnectedCallback() {
    for (const change of ["resize", "scroll"]) globalThis.visualViewport?.removeEventListener(change, this.#fit);
    this.#settleSoon();
  }

  /** Whoever is moved stays connected. */
  connectedMoveCallback() {}

  /** A style sheet does not go along to another document. */
  adoptedCallback() {
    if (this.#parts !== null) this.#dress();
  }

  attributeChangedCallback(name, before, now) {
    if (this.#parts === null || before === now) return;
    if (name === "open") this.#showOpen();
    else if (name === "heading") this.#parts.heading.textContent = now || HEADING;
    else this.#settleSoon();
  }

  /** Once all that the page changes now has been changed: a page sets attributes one by one, and moves what it has inserted. */
  #settleSoon() {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      this.#settle();
    });
  }

  #settle() {
    if (this.#left) return;
    if (!this.isConnected) {
      this.#leave();
      return;
    }
    const subject = this.#subjectNow();
    if (JSON.stringify(subject) !== JSON.stringify(this.#subject)) {
      this.#leave();
      this.#turnTo(subject);
    }
    if (subject.productId !== "") this.#client.start();
  }

  /** What the chat is about: whose it is, and where. */
  #subjectNow() {
    return {
      productId: this.getAttribute("product-id") ?? "",
      sessionId: this.getAttribute("session-id") || null,
      baseUrl: this.getAttribute("base-url") || undefined,
    };
  }

  /** Makes a client for a subject, and shows what it has. It starts when it is known that the page means it. */
  #turnTo(subject) {
    this.#left = false;
    this.#subject = subject;
    this.#client = new DoorstepClient(subject);
    this.#unheard = new AbortController();
    const { signal } = this.#unheard;
    this.#client.addEventListener("state", () => this.#showState(), { signal });
    this.#client.addEventListener("messages", () => this.#showMessages(), { signal });
    this.#client.addEventListener("message", () => this.#onNews(), { signal });
    this.#client.addEventListener("typing", ({ detail }) => this.#showTyping(detail), { signal });
    this.#client.addEventListener("presence", () => this.#showState(), { signal });
    this.#client.addEventListener("conversation", () => this.#showMessages(), { signal });
    this.#parts.input.value = (safely(() => sessionStorage.getItem(this.#key("draft"))) ?? "").slice(0, MAX_TEXT);
    this.#showRoom();
    this.#showState();
    this.dispatchEvent(new Event("client"));
  }

  /** Leaves the conversation, and takes away what is left of it. */
  #leave() {
    this.#left = true;
    this.#unheard.abort();
    this.#client.stop();
    clearInterval(this.#ticker);
    clearTimeout(this.#typingTimer);
    this.#ticker = null;
    this.#nobody = false;
    this.#unread = 0;
    this.#announced = "";
    this.#parts.typing.textContent = "";
    this.#parts.notice.hidden = true;
    this.#deskSays("");
    this.#showUnread();
    this.#say("");
  }

  #build() {
    const parts = {
      heading: h("h2", { id: "heading" }, this.getAttribute("heading") || HEADING),
      badge: h("span", { class: "badge", hidden: "" }),
      launcher: h("button", { class: "launcher", type: "button", "aria-expanded": "false", "aria-controls": "panel" }),
      close: h("button", { class: "icon", type: "button", "aria-label": "Close chat" }, icon("M6 9l6 6 6-6")),
      stateText: h("span"),
      text: h("p", { id: "reason" }),
      countdown: h("p", { class: "countdown", "aria-hidden": "true" }),
      desk: h("p", { class: "desk", hidden: "" }),
      older: h("p", { class: "older", hidden: "" }, "Older messages are no longer kept."),
      list: h("ol"),
      closed: h("p", { class: "closed", hidden: "" }),
      empty: h("p", { class: "empty" }),
      typing: h("p", { class: "typing" }),
      input: h("textarea", { id: "input", rows: "1", maxlength: String(MAX_TEXT), placeholder: "Write a message", dir: "auto",
        "aria-describedby": "reason room", autocomplete: "off", enterkeyhint: "send" }),
      room: h("p", { class: "room", id: "room", hidden: "" }),
      send: h("button", { class: "icon send", type: "submit", "aria-label": "Send message" }, icon("M5 12h13M12.5 6l6 6-6 6")),
      status: h("p", { class: "unseen", role: "status" }),
      deskStatus: h("p", { class: "unseen", role: "status" }),
    };
    parts.launcher.append(icon(BUBBLE), "Chat with us", h("span", { class: "dot" }), parts.badge);
    parts.notice = h("div", { class: "notice", hidden: "" }, parts.text, parts.countdown);
    parts.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": "Messages", tabindex: "0" },
      parts.empty, parts.older, parts.list, parts.closed);
    parts.form = h("form", {}, h("label", { class: "unseen", for: "input" }, "Message"), parts.input, parts.send, parts.room);
    parts.panel = h("section", { class: "panel", id: "panel", role: "dialog", "aria-labelledby": "heading", hidden: "" },
      h("header", {}, h("div", { class: "who" }, parts.heading,
        h("p", { class: "state" }, h("span", { class: "dot" }), parts.stateText)), parts.close),
      parts.notice, parts.desk, parts.log, parts.typing, parts.form);
    this.attachShadow({ mode: "open" });
    this.#dress();
    this.shadowRoot.append(parts.launcher, parts.panel, parts.status, parts.deskStatus);
    this.#parts = parts;
    this.#listen(parts);
  }

  #dress() {
    const { CSSStyleSheet: Sheet = CSSStyleSheet } = this.ownerDocument.defaultView ?? {};
    const sheet = new Sheet();
    sheet.replaceSync(STYLE);
    this.shadowRoot.adoptedStyleSheets = [sheet];
  }

  #listen({ launcher, close, panel, form, input }) {
    launcher.addEventListener("click", () => this.#setOpen(true));
    close.addEventListener("click", () => this.#setOpen(false));
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !isComposing(event)) this.#setOpen(false);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("input", () => {
      safely(() => sessionStorage.setItem(this.#key("draft"), input.value));
      this.#showRoom();
      if (hasText(input.value)) this.#client.typing();
    });
  }

  /** Where the chat fills the screen, it ends above the keyboard on the screen. */
  #fit = () => {
    const view = globalThis.visualViewport;
    if (!view) return;
    for (const [name, value] of [["--view-height", view.height], ["--view-top", view.offsetTop]]) {
      if (view.scale === 1) this.style.setProperty(name, `${value}px`);
      else this.style.removeProperty(name);
    }
  };

  /** Drafts are of a conversation; what else is kept is of a product. */
  #key(name) {
    const { productId, sessionId } = this.#subject;
    return ["doorstep", productId, ...(name === "draft" && sessionId !== null ? [sessionId] : []), name].join(":");
  }

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
    const { panel, launcher, log } = this.#parts;
    const open = this.hasAttribute("open");
    panel.hidden = !open;
    launcher.hidden = open;
    launcher.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.#unread = 0;
    this.#showUnread();
    log.scrollTop = log.scrollHeight;
  }

  #showUnread() {
    const { launcher, badge } = this.#parts;
    badge.hidden = this.#unread === 0;
    badge.textContent = String(this.#unread);
    if (this.#unread === 0) launcher.removeAttribute("aria-label");
    else launcher.setAttribute("aria-label", `Chat with us, ${this.#unread} unread`);
  }

  #submit() {
    const { input, log } = this.#parts;
    if (input.disabled || this.#client.send(input.value) === null) return;
    input.value = "";
    safely(() => sessionStorage.removeItem(this.#key("draft")));
    this.#showRoom();
    log.scrollTop = log.scrollHeight;
  }

  #showRoom() {
    const { input, room } = this.#parts;
    const left = MAX_TEXT - input.value.length;
    const words = left > ROOM_SHOWN ? "" : left > 0 ? `${left} characters left` : `A message has at most ${MAX_TEXT} characters.`;
    if (words !== "" && (room.hidden || left <= 0)) this.#say(words);
    room.hidden = words === "";
    room.toggleAttribute("data-full", left <= 0);
    room.textContent = words;
  }

  #onNews() {
    this.#parts.typing.textContent = "";
    if (this.hasAttribute("open")) return;
    this.#unread += 1;
    this.#showUnread();
  }

  #showTyping({ author, name }) {
    this.#parts.typing.textContent = author === "agent" ? `${name ?? "Support"} is typing …` : "Typing …";
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => { this.#parts.typing.textContent = ""; }, TYPING_SHOWN_MS);
  }

  #showState() {
    const { state, reason: why, retryAt } = this.#client;
    const { panel, launcher, stateText, notice, text, input, send, log } = this.#parts;
    // Between two attempts the reason stays in view.
    if (state === "connecting" && !notice.hidden) {
      this.#parts.countdown.textContent = "Trying again now …";
    } else {
      panel.dataset.state = state;
      launcher.dataset.state = state;
      stateText.textContent = this.#stateInWords();
      notice.hidden = why === null;
      text.textContent = why?.text ?? "";
      this.#tick();
    }
    const off = state === "refused" || this.#subject.productId === "";
    if (off && this.shadowRoot.activeElement === input) log.focus();
    input.disabled = off;
    send.disabled = off;
    this.#announce(why === null ? STATES[state]
      : retryAt === null || state === "offline" ? why.text
        : `${why.text} Trying again in ${waitInWords(retryAt - Date.now())}.`);
    this.#showDesk();
    this.#showMessages();
  }

  #stateInWords() {
    const { state, connections, agents } = this.#client;
    if (state !== "connected") return STATES[state];
    const words = agents === 0 ? "Connected" : STATES.connected;
    return connections > 1 ? `${words} · ${connections} here` : words;
  }

  /** Says that nobody is at the desk for as long as it is so, and for a moment that somebody has come. */
  #showDesk() {
    const { state, agents } = this.#client;
    this.#parts.panel.dataset.desk = agents === 0 ? "empty" : "";
    if (state !== "connected" || agents === null) {
      this.#deskSays("");
    } else if (agents === 0) {
      this.#nobody = true;
      this.#deskSays(NOBODY);
    } else if (this.#nobody) {
      this.#nobody = false;
      this.#deskSays(SOMEBODY);
      this.#arrivalTimer = setTimeout(() => this.#deskSays(""), ARRIVAL_SHOWN_MS);
    }
  }

  #deskSays(words) {
    const { desk, deskStatus } = this.#parts;
    if (desk.textContent === words) return;
    clearTimeout(this.#arrivalTimer);
    desk.textContent = words;
    desk.hidden = words === "";
    deskStatus.textContent = words;
  }

  /** Spoken once per state, not once per second as the countdown would be. */
  #announce(words) {
    const kind = `${this.#client.state} ${this.#client.reason?.code}`;
    if (kind === this.#announced || this.#client.state === "connecting" || this.#client.state === "stopped") return;
    this.#announced = kind;
    this.#say(words);
  }

  #say(words) {
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
    const { log, list, empty, older, closed, input } = this.#parts;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    const { messages, state, agents, conversation, closedBy } = this.#client;
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
    empty.hidden = messages.length > 0 || state === "refused";
    empty.textContent = input.disabled ? "The chat is not ready yet." : `Ask anything about this product.${agents > 0 ? " A person answers." : ""}`;
    older.hidden = this.#client.complete;
    const words = conversation !== "closed" || messages.length === 0 ? ""
      : `${closedBy === null ? "This conversation was closed." : `${closedBy} closed this conversation.`} Write to open it again.`;
    closed.hidden = words === "";
    if (closed.textContent !== words) closed.textContent = words;
    if (atEnd) log.scrollTop = log.scrollHeight;
    if (this.#ticker === null) this.#tick();
  }

  #item(message) {
    const known = this.#items.get(message);
    if (known !== undefined) return known;
    const meta = h("p", { class: "meta", "aria-live": "off" });
    const from = message.mine ? "You" : message.author === "agent" ? message.name ?? "Support" : "Visitor";
    const node = h("li", { class: message.mine ? "mine" : message.author },
      h("span", { class: "unseen" }, `${from}: `), h("p", { class: "bubble", dir: "auto" }, message.text), meta);
    const item = { node, meta, from, problem: null };
    this.#items.set(message, item);
    return item;
  }

  /** What became of a message is beside it, counting down; a problem is spoken as well, once. */
  #showStatus(message) {
    const item = this.#items.get(message);
    if (item === undefined) return;
    const waits = message.status === "sending" && this.#client.state !== "connected";
    item.node.dataset.status = waits ? "held" : message.status;
    const words = this.#statusInWords(message, item.from);
    if (item.meta.textContent !== words) item.meta.textContent = words;
    const problem = message.reason?.code ?? null;
    if (problem !== null && problem !== item.problem) this.#say(words);
    item.problem = problem;
  }

  #statusInWords({ status, retryAt, reason: why, time, mine }, from) {
    if (status === "failed") return `Not sent. ${why.text}`;
    if (status === "held") {
      const again = retryAt === undefined ? "" : ` Sending again in ${waitInWords(retryAt - Date.now())}.`;
      return why === undefined ? `Not sent yet.${again}` : `Not sent yet. ${why.text}${again}`;
    }
    if (status === "pending" && mine) return "Received, not yet delivered";
    if (status === "sending") return this.#client.state === "connected" ? "Sending …" : "Not sent yet";
    const at = new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    return mine ? at : `${from} · ${at}`;
  }
}

if (globalThis.customElements !== undefined && !customElements.get("doorstep-chat")) {
  customElements.define("doorstep-chat", DoorstepChat);
}
