/** Who the visitor is to the chat: a session of the page's choice, a kept one, or one that is asked for. */

import { Credentials } from "./credentials.js";
import { KeptState } from "./kept.js";
import { isRenewable, newSession, renewing, visitorReason } from "./session.js";

export class Visitor {
  #request;
  #storage;
  #credentials;
  #isGiven;
  #isIdentified;
  #renewed = false;
  #onIdentified;
  /** What outlives the page. */
  kept;
  /** The session's id; null where there is none yet. */
  sessionId;

  /**
   * @param request asks for a session: the function `fetch`, `baseUrl`, `productId`, and `now`
   * @param onIdentified is called when it is known who the visitor is, unless that is known at once
   */
  constructor(request, { sessionId, storage, token, getToken, onIdentified }) {
    this.#request = request;
    this.#storage = storage;
    this.#onIdentified = onIdentified;
    this.#credentials = new Credentials(token, getToken);
    this.#isIdentified = !this.#credentials.areThere;
    this.sessionId = sessionId;
    this.#isGiven = sessionId !== null;
    this.kept = new KeptState(storage, request.productId, !this.#isIdentified);
    if (this.#isIdentified) this.#restore();
    else if (this.#credentials.subject !== null) this.#identify();
  }

  /** A session of the page's choice; undefined for any other. */
  get givenSession() { return this.#isGiven ? this.sessionId : undefined; }

  /** Whether there is a session, and it is the visitor's. */
  get isReady() { return this.sessionId !== null && this.#isIdentified; }

  set credentials({ token, getToken }) { this.#credentials.renewWith(token, getToken); }

  /** Comes by a session. Returns `retry`, the reason to wait, or `refused`, the final reason, where there is none. */
  async obtain() {
    if (!this.#isIdentified) {
      const token = await this.#credentials.token().catch(() => null);
      if (token === null) return { retry: visitorReason("NO_TOKEN") };
      if (!this.#isIdentified) {
        this.#identify();
        this.#onIdentified();
      }
    }
    if (this.sessionId !== null) return {};
    const { id, ...why } = await newSession(this.#request, this.#credentials);
    if (id !== undefined) this.sessionId = this.kept.keepSession(id);
    return why;
  }

  /** A connection has lasted: the session was a good one. */
  proved() { this.#renewed = false; }

  /**
   * The reason to try again with a new session; null where that is no help. A session of the page's own choice is not
   * replaced, and a new session that is refused as well is not either.
   */
  renew(why) {
    if (!isRenewable(why) || this.#isGiven || this.#renewed) return null;
    this.#renewed = true;
    this.sessionId = this.kept.forgetSession(this.sessionId);
    return renewing(why);
  }

  #identify() {
    this.#isIdentified = true;
    this.kept.belongsTo(this.#storage, this.#credentials.subject ?? "");
    this.#restore();
  }

  #restore() { this.sessionId ??= this.kept.read().session ?? null; }
}
