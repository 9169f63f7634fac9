/** One connection to the chat that comes back: of the visitor's client, and of the desk. */

import { Backoff, isStable } from "./backoff.js";
import { PAGE_CLOCK, Timers, monotonicOf } from "./clock.js";
import { FrameSocket } from "./frame-socket.js";
import { Handover } from "./handover.js";
import { positive, readClose } from "./reasons.js";
import { RetryPlan } from "./retry-plan.js";
import { SilenceWatch } from "./silence.js";

/** An attempt that has not brought a first frame is given up after this long. */
const OPEN_TIMEOUT_MS = 15_000;

/**
 * `state` is one of `stopped`, `connecting`, `connected`, `waiting` (tries again at `retryDue`, or, where that is null, when
 * the page is looked at), `offline` and `refused` (final). `reason` says why, where there is a why.
 */
export class Connection {
  #owner;
  #reason;
  #WebSocket;
  #page;
  #isOnline;
  #monotonic;
  #timers;
  #backoff;
  #retryPlan;
  #silence;
  #handover;
  #listening = null;
  #socket = null;
  #url = null;
  #listener = { onFrame: (frame) => this.#receive(frame), onClose: (code, text) => this.#closed(code, text) };
  #attempt = 0;
  #connectedAt = null;
  #refusal = null;

  state = "stopped";
  reason = null;
  /** When it tries again, by the monotonic clock; null where no time is set. */
  retryDue = null;

  /**
   * @param owner has `dial()`, which ends in `open`, `retry` or `refuse`; `onState()`; `onFrame(frame)`; `onLeft(wasStable)`,
   * when the socket is gone; `awaitsAnswer()`; and `isAboutMessage(error)`, whether the connection stays open in spite of it.
   * It may have `whyNot()`, a reason not even to dial; `sleeps(why)`, where `why` is what it would wait for; `onPong()`; `onTooLarge(why)`; and `renew(why)`, a reason
   * to try again in place of a final one.
   * @param reason makes reasons, as `reasonsIn` does
   */
  constructor(owner, reason, {
    clock = PAGE_CLOCK,
    random = Math.random,
    WebSocket = globalThis.WebSocket,
    page = globalThis,
    isOnline = () => globalThis.navigator?.onLine !== false,
    isHidden = () => globalThis.document?.hidden === true,
    idleSilenceMs,
  } = {}) {
    this.#owner = owner;
    this.#reason = reason;
    this.#WebSocket = WebSocket;
    this.#page = page;
    this.#isOnline = isOnline;
    this.#monotonic = monotonicOf(clock);
    this.#timers = new Timers(clock);
    this.#backoff = new Backoff(random);
    this.#handover = new Handover({ timers: this.#timers, monotonic: this.#monotonic, random, WebSocket,
      onAdmitted: (next, frame) => { this.#adopt(next); this.#receive(frame); } });
    this.#retryPlan = new RetryPlan({ timers: this.#timers, monotonic: this.#monotonic, isOnline,
      sleeps: (why) => this.#sleeps(why), attempt: () => this.#begin() });
    this.#silence = new SilenceWatch({ clock, isHidden, idleSilenceMs, awaits: () => owner.awaitsAnswer(),
      ask: () => this.send({ type: "ping" }),
      onSilent: () => {
        this.#refusal ??= reason("NO_ANSWER");
        this.#closed(1006, "");
      },
    });
  }

  /** The number of the attempt. What was asked for an earlier one is of no use any more. */
  get attempt() { return this.#attempt; }

  start() {
    const page = this.#page;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    page.addEventListener?.("online", () => this.#onOnline(), { signal });
    page.addEventListener?.("offline", () => this.#onOffline(), { signal });
    for (const seen of ["visibilitychange", "pageshow", "resume", "focus"]) {
      page.addEventListener?.(seen, () => this.#onSeen(), { signal, capture: true });
    }
    this.#begin();
  }

  stop() {
    this.#listening?.abort();
    this.#drop();
    this.#retryPlan.cancel();
    this.#become("stopped");
  }

  /** Sends a frame; false where there is no open socket. */
  send(frame) { return this.#socket?.send(frame) ?? false; }

  /** Sends a frame that the server answers: where no answer comes, the connection is given up. */
  request(frame) {
    const isSent = this.send(frame);
    if (isSent) this.#silence.sent();
    return isSent;
  }

  /** Somebody types: a connection in use is watched more closely. */
  used() { this.#silence.used(); }

  /** The owner sleeps no longer. */
  wake() { if (this.retryDue === null) this.#planAgain(); }

  /** One attempt at once, in spite of the wait. Where it gets no answer, the rest of the server's wait is waited. */
  tryNow() { if (this.state === "waiting") this.#begin(); }

  open(url) {
    this.#url = url;
    this.#limitAttempt();
    try {
      this.#socket = new FrameSocket(this.#WebSocket, url, this.#listener);
    } catch {
      this.retry(this.#reason("UNREACHABLE"));
    }
  }

  /** The first frame has come, and the socket is in. */
  admitted() {
    this.#timers.cancel("open");
    this.#retryPlan.earliest = 0;
    this.#connectedAt = this.#monotonic();
    this.#silence.begin();
    if (this.state !== "connected") this.#become("connected");
  }

  /** Tries again after the server's wait and a random one on top. */
  retry(why) {
    this.#timers.cancel("open");
    const earliest = this.#monotonic() + (why.retryAfterMs || this.#retryPlan.left);
    this.#plan(Math.ceil(earliest + this.#backoff.next()), why, earliest);
  }

  /** Tries no more. */
  refuse(why) {
    this.#timers.cancel("open");
    this.#retryPlan.cancel();
    this.#become("refused", why);
  }

  #begin() {
    this.#startOver();
    if (!this.#isOnline()) {
      this.#plan(this.#monotonic(), this.#reason("UNREACHABLE"));
      return;
    }
    const whyNot = this.#owner.whyNot?.();
    if (whyNot) {
      this.#become("refused", whyNot);
      return;
    }
    this.#become("connecting");
    this.#limitAttempt();
    this.#owner.dial();
  }

  #limitAttempt() { this.#timers.after("open", OPEN_TIMEOUT_MS, () => this.#closed(1006, "")); }

  #startOver() {
    this.#retryPlan.cancel();
    this.#drop();
    this.#refusal = null;
  }

  /** Puts the next socket in the place of the one there was. */
  #adopt(next) {
    this.#startOver();
    this.#socket = next;
    next.listen(this.#listener);
  }

  /** Lets go of the socket; nothing of it arrives any more. */
  #drop() {
    this.#attempt += 1;
    this.#silence.end();
    this.#timers.cancel("open");
    this.#handover.cancel();
    const wasStable = this.#connectedAt !== null && isStable(this.#monotonic() - this.#connectedAt);
    if (wasStable) this.#backoff.startOver();
    const socket = this.#socket;
    this.#socket = null;
    this.#connectedAt = null;
    this.#owner.onLeft(wasStable);
    socket?.drop();
  }

  #closed(code, text) {
    const close = readClose(text);
    const told = close !== null && close.code !== this.#refusal?.code ? this.#reason(close.code, close) : this.#refusal;
    const why = told ?? this.#reason(this.#connectedAt === null ? "UNREACHABLE" : "CONNECTION_LOST");
    if (code === 1009) this.#owner.onTooLarge?.(why);
    const { dueAt } = this.#handover;
    const next = this.#handover.take();
    if (next !== null) {
      this.#adopt(next);
      this.#become("connecting");
      this.#limitAttempt();
      return;
    }
    this.#drop();
    const renewed = why.final && this.#owner.renew?.(why);
    if (renewed) this.retry(renewed);
    else if (why.final) this.refuse(why);
    else if (dueAt === null) this.retry(why);
    else this.#plan(Math.max(dueAt, this.#monotonic() + why.retryAfterMs), this.#reason("SERVER_DRAINING"));
  }

  #plan(at, why, earliest) { this.#follow(this.#retryPlan.set(at, why, earliest)); }

  #planAgain() { if (this.state === "waiting") this.#follow(this.#retryPlan.again()); }

  #follow({ state, why, due }) { this.#become(state, why ?? this.#reason("OFFLINE"), due); }

  #sleeps(why) { return this.#owner.sleeps?.(why); }

  #become(state, why = null, retryDue = null) {
    this.state = state;
    this.reason = why;
    this.retryDue = retryDue;
    this.#owner.onState();
  }

  /** Without a network a connection is lost, though nobody says so. */
  #onOffline() {
    if (this.#isOnline()) return;
    this.#planAgain();
    if (this.state === "connected" || this.state === "connecting") {
      const at = Math.max(this.#handover.dueAt ?? -Infinity, this.#monotonic());
      this.#drop();
      this.#plan(at, this.#reason("CONNECTION_LOST"));
    }
  }

  #onOnline() {
    this.#silence.check();
    if (this.state !== "offline" && this.state !== "waiting") return;
    const wait = Math.ceil(this.#backoff.afterOutage());
    if (this.state === "offline" || this.#retryPlan.isSooner(wait)) this.#follow(this.#retryPlan.sooner(wait));
  }

  /** Somebody looks, or looks no more; the page may have been frozen, kept for its way back, or asleep with its machine. */
  #onSeen() {
    this.#planAgain();
    this.#silence.used();
  }

  #receive(frame) {
    this.#silence.heard();
    switch (frame?.type) {
      case undefined: break;
      case "go_away": this.#onGoAway(frame); break;
      case "pong":
        this.#owner.onPong?.();
        this.#silence.answered();
        break;
      case "error":
        if (!this.#takeError(frame)) this.#owner.onFrame(frame);
        break;
      default: this.#owner.onFrame(frame);
    }
  }

  /** Whether an error was about the connection: the server is about to close it, and this is why. */
  #takeError(frame) {
    // A server that does not know `ping` yet answers all the same.
    const isBare = frame.client_message_id === undefined && frame.product_id === undefined;
    if (frame.code === "INVALID_MESSAGE" && isBare && this.#silence.answered()) return true;
    if (this.#owner.isAboutMessage(frame)) return false;
    this.#refusal = this.#reason(String(frame.code), frame);
    return true;
  }

  /** A server that stops is left when it asks for that: with a pass for the next, without one when somebody looks. */
  #onGoAway(frame) {
    const wait = positive(frame.reconnect_after_ms);
    if (this.#handover.begin(wait, this.#url, frame.pass)) return;
    this.#retryPlan.after(wait, () => {
      if (this.#sleeps()) {
        this.#drop();
        this.#plan(this.#monotonic(), this.#reason("SERVER_DRAINING"));
      } else {
        this.#begin();
      }
    });
  }
}
