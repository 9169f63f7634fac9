/** Reasons: why a connection or a message was refused, from the server's frames, closes and answers, with a sentence for people. */

/** The longest wait that a date of the server's is taken for: no restriction lasts longer. */
const LONGEST_DATED_WAIT_MS = 86_400_000;
/** A wait above this makes no sense: it is longer than any window, and than a browser's timer can hold. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;
/** The three forms of a date in HTTP begin so. The oldest names no zone, and means GMT. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d(?: GMT)?$/;

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
  INVALID_TOKEN: { text: "The chat could not tell who you are.", final: true },
  TOKEN_EXPIRED: { text: "You are signed out of this website.", final: true },
  TOKEN_NOT_CHECKED: { text: "The chat can’t check who you are right now." },
  NO_TOKEN: { text: "This website can’t say who you are right now." },
  RENEWING: { text: "The earlier conversation can’t be continued. A new one begins." },
  OFFLINE: { text: "You are offline. What you write is kept, and sent when you are back." },
  REFUSED: { text: "The chat refused this connection.", final: true },
});

/** The number, where it is one above 0; else 0. */
export const positive = (value) => (Number.isFinite(value) && value > 0 ? value : 0);

/** The wait, where it makes sense; else 0. */
const sensible = (ms) => (ms <= LONGEST_WAIT_MS ? positive(ms) : 0);

/** The name of a code's entry in a table of sentences: a special case can have one of its own. */
function entryName(sentences, code, scope, retryAfterMs) {
  const full = code === "CONNECTION_LIMIT_EXCEEDED" && scope === "instance";
  const notKept = code === "INVALID_MESSAGE" && retryAfterMs > 0;
  const special = full ? "POOL_FULL" : notKept ? "NOT_KEPT" : code;
  return Object.hasOwn(sentences, special) ? special : code;
}

/**
 * Makes reasons with these sentences: `code`, `name` (by which catalogues know it), `text`, `final` (trying again cannot help), `retryAfterMs` (the wait that the
 * server asks for), `limit`, `windowMs`. A code without a sentence is shown with the server's.
 */
export function reasonsIn(sentences) {
  return (code, { retry_after_ms: wait, reconnect, scope, message, limit, window_ms: windowMs } = {}) => {
    const retryAfterMs = sensible(wait);
    const name = entryName(sentences, code, scope, retryAfterMs);
    const known = Object.hasOwn(sentences, name) ? sentences[name] : undefined;
    return {
      code,
      name,
      text: known?.text ?? (typeof message === "string" && message !== "" ? message : REASONS.REFUSED.text),
      final: typeof reconnect === "boolean" ? !reconnect : Boolean(known?.final),
      retryAfterMs,
      limit,
      windowMs,
    };
  };
}

/** The code and the wait in `CODE;retry=12`, a close's reason, which outlives a lost error frame; null for anything else. */
export function readClose(text) {
  const match = /^([A-Z][A-Z_]*)(?:;retry=(\d+))?$/.exec(text);
  return match && { code: match[1], retry_after_ms: Number(match[2] ?? 0) * 1000 };
}

/**
 * `Retry-After` in milliseconds, from seconds or a date; 0 where there is none, or none that makes sense. A date goes by this
 * machine's clock, which may be far off.
 */
export function readRetryAfter(value, now) {
  const text = (value ?? "").trim();
  if (/^\d+$/.test(text)) return sensible(Number(text) * 1000);
  if (!HTTP_DATE.test(text)) return 0;
  return Math.min(positive(Date.parse(text.replace(/(?: GMT)?$/, " GMT")) - now), LONGEST_DATED_WAIT_MS);
}
