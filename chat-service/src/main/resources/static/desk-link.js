/**
 * The desk's connection: one socket that comes back with full jitter, never sooner than the server asks, and stays away
 * where the server says that coming back cannot help.
 */

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

/**
 * `state` is one of `connecting`, `connected`, `waiting` (until `retryAt`), `offline` and `refused` (final). Events: `state`;
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

  state = "connecting";
  reason = null;
  retryAt = null;

  constructor(url) {
    super();
    this.#url = url;
  }

  start() {
    addEventListener("online", () => { if (this.state === "offline") this.#wait(Math.random() * BACKOFF_BASE_MS, this.reason); });
    addEventListener("offline", () => {
      if (this.state !== "waiting") return;
      clearTimeout(this.#retryTimer);
      this.#become("offline", reason("OFFLINE"));
    });
    this.#open();
  }

  /** Whether the frame is on its way. */
  send(frame) {
    if (this.state !== "connected" || this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #become(state, why = null, retryAt = null) {
    this.state = state;
    this.reason = why;
    this.retryAt = retryAt;
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
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    if (socket.readyState < 2) socket.close(1000);
  }

  #receive(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame === null || typeof frame !== "object") return;
    if (frame.type === "go_away") {
      const delay = positive(frame.reconnect_after_ms);
      this.#goAwayAt = Date.now() + delay;
      clearTimeout(this.#retryTimer);
      this.#retryTimer = setTimeout(() => this.#open(), delay);
      return;
    }
    if (frame.type === "error" && frame.product_id === undefined && frame.client_message_id === undefined) {
      this.#refusal = reason(String(frame.code), frame);
    }
    if (frame.type === "desk" && this.state !== "connected") {
      clearTimeout(this.#openTimer);
      this.#connectedAt = Date.now();
      this.#become("connected");
    }
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  #closed(text) {
    const told = reasonOfClose(text);
    const why = (told !== null && told.code !== this.#refusal?.code ? told : this.#refusal)
      ?? reason(this.#connectedAt === null ? "UNREACHABLE" : "CONNECTION_LOST");
    if (this.#connectedAt !== null && Date.now() - this.#connectedAt >= STABLE_MS) this.#attempts = 0;
    const goAwayAt = this.#goAwayAt;
    this.#drop();
    if (why.final) {
      this.#become("refused", why);
    } else if (goAwayAt !== null) {
      this.#wait(Math.max(goAwayAt - Date.now(), why.retryAfterMs), reason("SERVER_DRAINING"));
    } else {
      const spread = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** this.#attempts);
      this.#attempts += 1;
      this.#wait(why.retryAfterMs + Math.random() * spread, why);
    }
  }

  #wait(ms, why) {
    clearTimeout(this.#retryTimer);
    if (navigator.onLine === false) {
      this.#become("offline", reason("OFFLINE"));
      return;
    }
    const delay = Math.max(0, Math.ceil(ms));
    this.#retryTimer = setTimeout(() => this.#open(), delay);
    this.#become("waiting", why, Date.now() + delay);
  }
}
