/**
 * The desk's connection: one socket that comes back with full jitter, never sooner than the server asks, and stays away
 * where the server says that coming back cannot help.
 */

import { PAGE_CLOCK, SilenceWatch } from "./doorstep-client.js";

const BACKOFF_BASE_MS = 1_000;
const BACKOFF_CAP_MS = 30_000;
/** A connection that lasted this long was a success: the backoff starts over. */
const STABLE_MS = 5_000;
/** A socket without its first frame after this long is given up. */
const OPEN_TIMEOUT_MS = 15_000;

const REASONS = {
  NOT_SIGNED_IN: "You are signed out.",
  ORIGIN_NOT_ALLOWED: "The desk can’t be used from this address.",
  RATE_LIMIT_EXCEEDED: "Too many connections from your network.",
  CONNECTION_LIMIT_EXCEEDED: "Too many desks are open from your network.",
  CLIENT_SANCTIONED: "The desk is paused for your network after unusual activity.",
  MESSAGE_RATE_LIMIT_EXCEEDED: "You are writing faster than the chat can take.",
  INVALID_MESSAGE: "The chat could not read this message.",
  MESSAGE_TOO_LARGE: "This message is too long for the chat.",
  IDLE_TIMEOUT: "The desk was closed because nothing happened for a while.",
  SERVER_DRAINING: "The chat is being updated.",
  CONNECTION_LOST: "The connection was lost.",
  NO_ANSWER: "The chat no longer answers.",
  UNREACHABLE: "The chat can’t be reached.",
  OFFLINE: "You are offline. The desk goes on when you are back.",
};

const positive = (value) => (Number.isFinite(value) && value > 0 ? value : 0);

/** A reason: its code, what people read, whether coming back cannot help, and the wait the server asks for. */
export function reason(code, { retry_after_ms: retryAfterMs, reconnect, message } = {}) {
  const known = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  return {
    code,
    text: known ?? (typeof message === "string" && message !== "" ? message : "The chat refused this connection."),
    final: reconnect === false || (reconnect === undefined && (code === "NOT_SIGNED_IN" || code === "ORIGIN_NOT_ALLOWED")),
    retryAfterMs: positive(retryAfterMs),
  };
}

/** The reason in `CODE;retry=12`, which outlives a lost error frame; null for anything else. */
function reasonOfClose(text) {
  const match = /^([A-Z][A-Z_]*)(?:;retry=(\d+))?$/.exec(text);
  return match && reason(match[1], { retry_after_ms: Number(match[2] ?? 0) * 1000 });
}

/** A wait in words, rounded up. */
export function inWords(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

/** What a frame and its answer have in common: the message, or the conversation. */
const answerOf = ({ client_message_id: id, product_id: productId, session_id: sessionId }) =>
  id ?? `${productId}/${sessionId}`;

/**
 * `state` is one of `connecting`, `connected`, `waiting` (for `retryIn`), `offline` and `refused` (final). Events: `state`;
 * `frame`, with each frame that the link does not act on itself (`detail`).
 */
export class DeskLink extends EventTarget {
  #url;
  #attempts = 0;
  #socket = null;
  #connectedAt = null;
  #refusal = null;
  #goAwayAt = null;
  #retryTimer = null;
  #openTimer = null;
  #retryDue = null;
  #earliest = 0;
  #why = null;
  #unanswered = new Set();
  /** An agent waits for visitors behind other windows too, and is always at work. */
  #silence = new SilenceWatch({
    idleSilenceMs: 25_000,
    awaits: () => this.#unanswered.size > 0,
    ask: () => this.send({ type: "ping" }),
    onSilent: () => {
      this.#refusal ??= reason("NO_ANSWER");
      this.#closed("");
    },
  });

  state = "connecting";
  reason = null;

  constructor(url) {
    super();
    this.#url = url;
  }

  /** Until the next attempt, in milliseconds; 0 where none is planned. */
  get retryIn() { return this.#retryDue === null ? 0 : Math.max(0, this.#retryDue - PAGE_CLOCK.monotonic()); }

  start() {
    addEventListener("online", () => this.#onOnline());
    addEventListener("offline", () => this.#onOffline());
    this.#open();
  }

  /** Whether the frame is on its way. */
  send(frame) {
    if (this.state !== "connected" || this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    if (frame.type === "message" || frame.type === "open") {
      this.#unanswered.add(answerOf(frame));
      this.#silence.sent();
    }
    return true;
  }

  /** Without a network a connection is lost, though nobody says so. */
  #onOffline() {
    if (navigator.onLine !== false || this.state === "refused" || this.state === "offline") return;
    if (this.#goAwayAt !== null) this.#earliest = this.#goAwayAt;
    const why = this.state === "waiting" ? this.reason : reason("CONNECTION_LOST");
    this.#drop();
    this.#wait(0, why);
  }

  /** The backoff was for the network's sake. Those whose network came back are many, so their attempts are spread. */
  #onOnline() {
    if (this.state !== "offline" && this.state !== "waiting") return;
    const ms = Math.max(this.#earliest - PAGE_CLOCK.monotonic(), Math.random() * BACKOFF_BASE_MS);
    if (this.state === "offline" || ms < this.retryIn) this.#wait(ms, this.#why);
  }

  #become(state, why = null, retryDue = null) {
    this.state = state;
    this.reason = why;
    this.#retryDue = retryDue;
    this.dispatchEvent(new Event("state"));
  }

  #open() {
    this.#drop();
    this.#refusal = null;
    this.#goAwayAt = null;
    this.#connectedAt = null;
    this.#become("connecting", this.reason);
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onmessage = (event) => this.#receive(event.data);
    socket.onclose = (event) => this.#closed(event.reason ?? "");
    this.#openTimer = setTimeout(() => this.#closed(""), OPEN_TIMEOUT_MS);
  }

  /** Lets go of the socket; what it might still say is not heard. */
  #drop() {
    clearTimeout(this.#openTimer);
    clearTimeout(this.#retryTimer);
    this.#silence.end();
    this.#unanswered.clear();
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    if (socket.readyState < 2) socket.close(1000);
  }

  #receive(data) {
    this.#silence.heard();
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame === null || typeof frame !== "object") return;
    if (frame.type === "go_away") {
      const delay = positive(frame.reconnect_after_ms);
      this.#goAwayAt = PAGE_CLOCK.monotonic() + delay;
      clearTimeout(this.#retryTimer);
      this.#retryTimer = setTimeout(() => this.#open(), delay);
      return;
    }
    if (frame.type === "pong") {
      this.#unanswered.clear();
      this.#silence.answered();
      return;
    }
    this.#unanswered.delete(answerOf(frame));
    // A server that does not know `ping` yet answers all the same.
    if (frame.type === "error" && frame.code === "INVALID_MESSAGE" && frame.product_id === undefined
      && frame.client_message_id === undefined && this.#silence.answered()) return;
    if (frame.type === "error" && frame.product_id === undefined && frame.client_message_id === undefined) {
      this.#refusal = reason(String(frame.code), frame);
    }
    if (frame.type === "desk" && this.state !== "connected") {
      clearTimeout(this.#openTimer);
      this.#connectedAt = PAGE_CLOCK.monotonic();
      this.#silence.begin();
      this.#become("connected");
    }
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  #closed(text) {
    const told = reasonOfClose(text);
    const why = (told !== null && told.code !== this.#refusal?.code ? told : this.#refusal)
      ?? reason(this.#connectedAt === null ? "UNREACHABLE" : "CONNECTION_LOST");
    if (this.#connectedAt !== null && PAGE_CLOCK.monotonic() - this.#connectedAt >= STABLE_MS) this.#attempts = 0;
    const goAwayAt = this.#goAwayAt;
    this.#drop();
    if (why.final) {
      this.#become("refused", why);
    } else if (goAwayAt !== null) {
      const wait = Math.max(goAwayAt - PAGE_CLOCK.monotonic(), why.retryAfterMs);
      this.#earliest = PAGE_CLOCK.monotonic() + wait;
      this.#wait(wait, reason("SERVER_DRAINING"));
    } else {
      const spread = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** this.#attempts);
      this.#attempts += 1;
      this.#earliest = PAGE_CLOCK.monotonic() + why.retryAfterMs;
      this.#wait(why.retryAfterMs + Math.random() * spread, why);
    }
  }

  #wait(ms, why) {
    clearTimeout(this.#retryTimer);
    this.#why = why;
    if (navigator.onLine === false) {
      this.#become("offline", reason("OFFLINE"));
      return;
    }
    const delay = Math.max(0, Math.ceil(ms));
    this.#retryTimer = setTimeout(() => this.#open(), delay);
    this.#become("waiting", why, PAGE_CLOCK.monotonic() + delay);
  }
}
