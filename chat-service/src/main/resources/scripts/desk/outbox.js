/**
 * What an agent has written and the chat has not got for good. It survives a reload, is sent again by its id whenever its
 * conversation is opened again, since the chat takes messages for the open one alone, and leaves only with the sequence it
 * got. Drafts, one per conversation, are kept beside it.
 */

import { PAGE_CLOCK, Timers } from "../shared/clock.js";
import { isMessageId, newId } from "../shared/ids.js";
import { SendLimit } from "../shared/send-limit.js";
import { listOf, readJson, safely, writeJson } from "../shared/storage.js";
import { isSendable } from "../shared/text.js";

/** The place of a conversation in maps and addresses. */
export const keyOf = ({ product_id: productId, session_id: sessionId }) => `${productId}/${sessionId}`;

const STATUSES = ["sending", "pending", "held", "failed"];
const isText = (value) => typeof value === "string" && value !== "";

/** An entry as it was kept; null where it is none. What was held is tried anew: the wait is over, or told again. */
function keptEntry(value) {
  if (value === null || typeof value !== "object") return null;
  const { product_id, session_id, client_message_id, text, time, status, reason } = value;
  if (!isText(product_id) || !isText(session_id) || !isMessageId(client_message_id) || !isSendable(text)) return null;
  const kept = STATUSES.includes(status) && status !== "held" ? status : "sending";
  return { product_id, session_id, client_message_id, text, status: kept, inFlight: false,
    time: Number.isNaN(Date.parse(time)) ? new Date().toISOString() : time,
    reason: isText(reason) ? reason : kept === "failed" ? "" : undefined };
}

function keptEntries(value) {
  const entries = listOf(value).map(keptEntry).filter((entry) => entry !== null);
  return [...new Map(entries.map((entry) => [entry.client_message_id, entry])).values()];
}

const area = () => globalThis.sessionStorage;

export class DeskOutbox {
  #name;
  #transmit;
  #entries;
  #limit = new SendLimit(PAGE_CLOCK.monotonic);
  #timers = new Timers(PAGE_CLOCK);
  #openKey = null;

  /** @param transmit sends a frame; false where there is no connection */
  constructor(agent, transmit) {
    this.#name = `doorstep-desk:${agent}`;
    this.#transmit = transmit;
    this.#entries = keptEntries(readJson(area, `${this.#name}:outbox`));
  }

  /** Entries: `client_message_id`, `text`, `time`, `status` (`sending`, `pending`, `held`, `failed`), `reason`. */
  of(key) { return this.#entries.filter((entry) => keyOf(entry) === key); }

  /** How long what is held still waits, in milliseconds. */
  get limitedFor() { return this.#limit.left; }

  /** Whether answers to messages in a conversation are on their way. */
  awaits(key) { return this.of(key).some((entry) => entry.inFlight && entry.status === "sending"); }

  add(conversation, text) {
    this.#entries.push({ product_id: conversation.product_id, session_id: conversation.session_id,
      client_message_id: newId(), text, time: new Date().toISOString(), status: "sending", inFlight: false });
    this.#save();
    this.pump();
  }

  /** The chat takes messages for this conversation from now on; what was on its way to it before may be lost. */
  opened(key) {
    this.left();
    this.#openKey = key;
    for (const entry of this.of(key)) {
      if (entry.status === "pending") entry.status = "sending";
    }
    this.pump();
  }

  /** The chat takes no messages until one is opened. */
  left() {
    this.#openKey = null;
    for (const entry of this.#entries) entry.inFlight = false;
  }

  /** After a message was limited, one at a time, so that a refusal costs no more than one try. */
  pump() {
    this.#timers.cancel("pump");
    const { left } = this.#limit;
    if (left > 0) {
      this.#timers.after("pump", left, () => this.pump());
      return;
    }
    for (const entry of this.of(this.#openKey)) {
      if (entry.status === "failed" || entry.status === "pending") continue;
      if (!entry.inFlight) {
        const { product_id, session_id, client_message_id, text } = entry;
        if (!this.#transmit({ type: "message", product_id, session_id, client_message_id, text })) return;
        Object.assign(entry, { inFlight: true, status: "sending", reason: undefined });
      }
      if (this.#limit.isReached) return;
    }
  }

  /** The entry that was acknowledged for good; undefined where it is not, or not this page's. */
  acknowledge(id, sequence) {
    const entry = this.#find(id);
    if (entry === undefined) return undefined;
    if (!Number.isFinite(sequence)) {
      entry.status = "pending";
      this.#save();
      this.pump();
      return undefined;
    }
    this.#remove(entry);
    if (this.#entries.every(({ status }) => status === "failed")) this.#limit.clear();
    this.pump();
    return entry;
  }

  /** Whether a message of this page was refused. */
  refuse(id, why) {
    const entry = this.#find(id);
    if (entry === undefined) return false;
    entry.inFlight = false;
    entry.reason = why.text;
    if (why.code === "MESSAGE_RATE_LIMIT_EXCEEDED") {
      this.#limit.reach(why.retryAfterMs);
      entry.status = "held";
    } else {
      entry.status = "failed";
    }
    this.#save();
    this.pump();
    return true;
  }

  /** Takes a failed message back; returns its text. */
  withdraw(id) {
    const entry = this.#find(id);
    if (entry !== undefined) this.#remove(entry);
    return entry?.text ?? "";
  }

  draft(key) {
    const kept = readJson(area, this.#draftName(key));
    return typeof kept === "string" ? kept : "";
  }

  keepDraft(key, text) {
    if (text === "") safely(() => area().removeItem(this.#draftName(key)));
    else writeJson(area, this.#draftName(key), text);
  }

  #draftName(key) { return `${this.#name}:draft:${key}`; }

  #find(id) { return this.#entries.find((entry) => entry.client_message_id === id); }

  #remove(entry) {
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#save();
  }

  #save() { writeJson(area, `${this.#name}:outbox`, this.#entries); }
}
