/** The desk's connection: frames of the desk go out and come in, and reasons are put into words for agents. */

import { PAGE_CLOCK } from "../shared/clock.js";
import { Connection } from "../shared/connection.js";
import { REASONS, reasonsIn } from "../shared/reasons.js";

/** An agent waits for visitors behind other windows too, and is always at work. */
const DESK_SILENCE_MS = 25_000;

/** What an agent reads for each code. */
export const AGENT_REASONS = Object.freeze({
  NOT_SIGNED_IN: { text: "You are signed out.", final: true },
  ORIGIN_NOT_ALLOWED: { text: "The desk can’t be used from this address.", final: true },
  RATE_LIMIT_EXCEEDED: REASONS.RATE_LIMIT_EXCEEDED,
  CONNECTION_LIMIT_EXCEEDED: { text: "Too many desks are open from your network." },
  POOL_FULL: { text: "All places at the desk are taken." },
  CLIENT_SANCTIONED: { text: "The desk is paused for your network after unusual activity." },
  MESSAGE_RATE_LIMIT_EXCEEDED: REASONS.MESSAGE_RATE_LIMIT_EXCEEDED,
  INVALID_MESSAGE: REASONS.INVALID_MESSAGE,
  MESSAGE_TOO_LARGE: REASONS.MESSAGE_TOO_LARGE,
  IDLE_TIMEOUT: { text: "The desk was closed because nothing happened for a while." },
  SERVER_DRAINING: REASONS.SERVER_DRAINING,
  CONNECTION_LOST: REASONS.CONNECTION_LOST,
  NO_ANSWER: REASONS.NO_ANSWER,
  UNREACHABLE: REASONS.UNREACHABLE,
  OFFLINE: { text: "You are offline. The desk goes on when you are back." },
});

/** What a frame and its answer have in common: the message, or the conversation. */
const answerOf = ({ client_message_id: id, product_id: productId, session_id: sessionId }) =>
  id ?? `${productId}/${sessionId}`;

/** Events: `state`; `frame`, with each frame that is not about the connection itself (`detail`). */
export class DeskConnection extends EventTarget {
  #connection;
  #unanswered = new Set();

  constructor(url) {
    super();
    this.#connection = new Connection({
      dial: () => this.#connection.open(url),
      onState: () => this.dispatchEvent(new Event("state")),
      onFrame: (frame) => this.#onFrame(frame),
      onLeft: () => this.#unanswered.clear(),
      onPong: () => this.#unanswered.clear(),
      awaitsAnswer: () => this.#unanswered.size > 0,
      isAboutMessage: (error) => error.product_id !== undefined || error.client_message_id !== undefined,
    }, reasonsIn(AGENT_REASONS), { idleSilenceMs: DESK_SILENCE_MS, isHidden: () => false });
  }

  /** As of `Connection`, but for `stopped`. */
  get state() { return this.#connection.state; }
  get reason() { return this.#connection.reason; }

  /** Until the next attempt, in milliseconds; 0 where none is planned. */
  get retryIn() {
    const { retryDue } = this.#connection;
    return retryDue === null ? 0 : Math.max(0, retryDue - PAGE_CLOCK.monotonic());
  }

  start() { this.#connection.start(); }

  /** Whether the frame is on its way. */
  send(frame) {
    if (this.state !== "connected") return false;
    if (frame.type !== "message" && frame.type !== "open") return this.#connection.send(frame);
    if (!this.#connection.request(frame)) return false;
    this.#unanswered.add(answerOf(frame));
    return true;
  }

  #onFrame(frame) {
    this.#unanswered.delete(answerOf(frame));
    if (frame.type === "desk") this.#connection.admitted();
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }
}
