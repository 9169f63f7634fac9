/** The move to a next socket while the one there is still lives: its server stops, and has given a pass for this. */

import { FrameSocket } from "./frame-socket.js";
import { positive } from "./reasons.js";

/** An attempt that has not brought a first frame is given up after this long. */
const NEXT_TIMEOUT_MS = 5_000;
/** After an attempt that brought no frame at all, a random part of this is waited. */
const AGAIN_MS = 500;
/** The server's wait doubles with each refusal, so often at most: all instances may be about to stop. */
const MOST_DOUBLINGS = 2;

export class Handover {
  #timers;
  #monotonic;
  #random;
  #WebSocket;
  #onAdmitted;
  #url = null;
  #next = null;
  #refusals = 0;

  /** When the server wants its client to be gone, or the one that refused the next socket to come again; null for never. */
  dueAt = null;

  /** `onAdmitted(socket, frame)` is called with the next socket, once, when its first frame has come and it is in. */
  constructor({ timers, monotonic, random, WebSocket, onAdmitted }) {
    this.#timers = timers;
    this.#monotonic = monotonic;
    this.#random = random;
    this.#WebSocket = WebSocket;
    this.#onAdmitted = onAdmitted;
  }

  /** The server goes in so long. With a pass, the next socket is opened then, as often as it takes; false without. */
  begin(waitMs, url, pass) {
    this.cancel();
    this.dueAt = this.#monotonic() + waitMs;
    this.#refusals = 0;
    if (typeof pass !== "string") return false;
    this.#url = `${url}?pass=${encodeURIComponent(pass)}`;
    this.#attemptAfter(waitMs);
    return true;
  }

  /** The socket that is on its way, whose frames are the caller's from now on; null for none. Nothing more is tried. */
  take() {
    const next = this.#next;
    this.#next = null;
    this.#timers.cancel("handover");
    return next;
  }

  cancel() {
    this.take()?.drop();
    this.dueAt = null;
  }

  #attemptAfter(waitMs) {
    this.take()?.drop();
    this.#timers.after("handover", waitMs, () => this.#attempt());
  }

  #attempt() {
    this.#timers.after("handover", NEXT_TIMEOUT_MS, () => this.#failed());
    this.#next = new FrameSocket(this.#WebSocket, this.#url, {
      onFrame: (frame) => this.#receive(frame),
      onClose: () => this.#failed(),
    });
  }

  #failed() { this.#attemptAfter(this.#random() * AGAIN_MS); }

  #receive(frame) {
    if (frame?.type === "error") this.#refused(frame);
    else if (frame !== undefined) this.#onAdmitted(this.take(), frame);
  }

  /** A balancer may have sent it to a server that stops as well: the next attempt may reach another. */
  #refused(frame) {
    const wait = positive(frame.retry_after_ms) * 2 ** Math.min(this.#refusals++, MOST_DOUBLINGS);
    this.dueAt = Math.max(this.dueAt, this.#monotonic() + wait);
    if (frame.reconnect === false) this.take()?.drop();
    else this.#attemptAfter(wait);
  }
}
