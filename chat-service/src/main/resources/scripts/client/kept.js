/**
 * What outlives the page, per product: the session, the visitor's messages that are not acknowledged, ids of all of them, and
 * whether an answer is still to come. What is of a visitor whom the website knows is kept apart from all others.
 */

import { isId, isMessageId } from "../shared/ids.js";
import { listOf } from "../shared/storage.js";
import { isSendable } from "../shared/text.js";

const KEPT_OWN_IDS = 300;
const KEPT_UNSENT = 200;

const isTime = (value) => Number.isFinite(value) && !Number.isNaN(new Date(value).getTime());

/** An unsent message as it was kept; null where it is none. */
function keptMessage(value) {
  if (value === null || typeof value !== "object" || !isMessageId(value.id) || !isSendable(value.text)) return null;
  const { id, text, time, session } = value;
  return { id, text, time: isTime(time) ? time : Date.now(), ...(typeof session === "string" ? { session } : {}) };
}

/** What can be used of a kept entry, in which another version or another script may have left anything. */
function keptState(value) {
  const { session, own, outbox, unanswered } = value ?? {};
  const unsent = new Map(listOf(outbox).map(keptMessage).filter((message) => message !== null)
    .map((message) => [message.id, message]));
  return {
    ...(isId(session) ? { session } : {}),
    ...(unanswered === true ? { unanswered } : {}),
    own: listOf(own).filter(isMessageId).slice(-KEPT_OWN_IDS),
    outbox: [...unsent.values()].slice(-KEPT_UNSENT),
  };
}

export class KeptState {
  #area;
  #key;
  /** The entry where it could not be written: storage is off or full, and the page goes on without it. */
  #unwritten = null;
  #own = new Set();

  /** @param isKnown whether the website knows the visitor: then nothing is read or written until it is said who that is */
  constructor(area, productId, isKnown) {
    this.#area = isKnown ? null : area;
    this.#key = `doorstep:${productId}`;
    if (!isKnown) this.#begin();
  }

  /** What is kept is of this visitor. What has been written meanwhile goes there. */
  belongsTo(area, subject) {
    const { outbox = [], own = [] } = this.#unwritten ?? {};
    this.#area = area;
    this.#key += `:@${subject}`;
    this.#unwritten = null;
    this.#begin();
    if (outbox.length > 0) {
      this.change((kept) => {
        kept.outbox = [...kept.outbox, ...outbox];
        kept.own = [...kept.own, ...own].slice(-KEPT_OWN_IDS);
        kept.unanswered = true;
      });
    }
  }

  #begin() {
    for (const id of this.read().own) this.#own.add(id);
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

  /** Keeps a message until it is removed; `session` is the page's own, where it chose one. */
  add({ id, text, time }, session) {
    this.#own.add(id);
    this.change((kept) => {
      kept.outbox = [...kept.outbox, { id, text, time, ...(session === undefined ? {} : { session }) }];
      kept.own = [...kept.own, id].slice(-KEPT_OWN_IDS);
      kept.unanswered = true;
    });
  }

  /** Whether the visitor waits for an answer, or has something to send. */
  get isUnanswered() {
    const { unanswered, outbox } = this.read();
    return unanswered === true || outbox.length > 0;
  }

  /** An answer has come. */
  answered() {
    if (this.read().unanswered) this.change((kept) => delete kept.unanswered);
  }

  /** Whether a message was written on this page, or in another tab. */
  isOwn(id) {
    if (id !== undefined && !this.#own.has(id) && this.read().own.includes(id)) this.#own.add(id);
    return this.#own.has(id);
  }

  remove(id) {
    this.change((kept) => {
      kept.outbox = kept.outbox.filter((other) => other.id !== id);
    });
  }

  /** Keeps a new session, and returns the one to use: another tab may have been quicker, and both are one conversation. */
  keepSession(id) {
    let session = id;
    this.change((kept) => {
      kept.session ??= id;
      session = kept.session;
    });
    return session;
  }

  /** Forgets a session, and returns the one that another tab may have by now; else null. */
  forgetSession(id) {
    let session = null;
    this.change((kept) => {
      if (kept.session === id) delete kept.session;
      session = kept.session ?? null;
    });
    return session;
  }
}
