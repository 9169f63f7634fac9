/** The open conversation: its messages, who is there, and the composer. */

import { inWords } from "./desk-link.js";
import { clockTime, h } from "./desk-list.js";
import { PAGE_CLOCK, hasText, isComposing } from "./doorstep-client.js";

const TYPING_EVERY_MS = 3_000;
/** From here on the agent reads how much room is left. */
const ROOM_SHOWN = 400;

export class DeskTalk {
  #book;
  #link;
  #outbox;
  #parts = {};
  #shownKey = null;
  #rows = new Map();
  #typedAt = -Infinity;
  #atEnd = true;

  constructor(book, link, outbox) {
    this.#book = book;
    this.#link = link;
    this.#outbox = outbox;
    for (const id of ["choose", "talk-open", "title", "visitor", "close", "here", "talk-notice", "log", "earlier", "messages",
      "typing", "composer", "text", "room"]) {
      this.#parts[id] = document.getElementById(id);
    }
    const { composer, text, close, log } = this.#parts;
    log.addEventListener("scroll", () => { this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60; });
    new ResizeObserver(() => { if (this.#atEnd) log.scrollTop = log.scrollHeight; }).observe(log);
    composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
      event.preventDefault();
      this.#submit();
    });
    text.addEventListener("input", () => this.#onInput());
    close.addEventListener("click", () => {
      this.#book.close();
      text.focus();
    });
  }

  show() {
    const { open } = this.#book;
    const parts = this.#parts;
    parts.choose.hidden = open !== null;
    parts["talk-open"].hidden = open === null;
    if (open === null) {
      this.#shownKey = null;
      return;
    }
    if (open.key !== this.#shownKey) this.#turnTo(open);
    const online = open.visitors > 0;
    parts.visitor.textContent = !open.loaded ? (this.#link.state === "connected" ? "Loading …" : "")
      : `${online ? "Visitor is here" : "Visitor is gone"}${open.state === "closed" ? " · closed" : ""}`;
    parts.visitor.dataset.online = String(online && open.loaded);
    parts.close.hidden = open.state === "closed" || !open.loaded;
    parts.close.disabled = this.#link.state !== "connected";
    const others = this.#book.othersAt(open.key);
    parts.here.hidden = others.length === 0;
    parts.here.textContent = others.length === 0 ? "" : `${others.join(", ")} ${others.length === 1 ? "is" : "are"} here too.`;
    parts["talk-notice"].hidden = open.notice === "";
    parts["talk-notice"].textContent = open.notice;
    parts.earlier.hidden = open.complete;
    const typists = this.#book.typists().map((name) => name ?? "Visitor");
    parts.typing.textContent = typists.length === 0 ? "" : `${typists.join(", ")} ${typists.length === 1 ? "is" : "are"} typing …`;
    this.#showMessages(open);
  }

  /** Keeps what counts down true. */
  tick() {
    const { open } = this.#book;
    if (open !== null && this.#outbox.of(open.key).some(({ status }) => status === "held")) this.#showMessages(open);
  }

  #turnTo(open) {
    const { title, text, messages } = this.#parts;
    this.#shownKey = open.key;
    this.#rows.clear();
    this.#atEnd = true;
    messages.replaceChildren();
    title.replaceChildren("Product ", h("a", { href: `/products/${encodeURIComponent(open.product_id)}`, target: "_blank",
      rel: "noopener" }, open.product_id));
    text.value = this.#outbox.draft(open.key);
    this.#showRoom();
    this.#typedAt = -Infinity;
    if (matchMedia("(min-width: 721px)").matches) text.focus();
    else title.focus();
  }

  #onInput() {
    const { open } = this.#book;
    const { text } = this.#parts;
    this.#outbox.keepDraft(open.key, text.value);
    this.#showRoom();
    const now = PAGE_CLOCK.monotonic();
    if (!hasText(text.value) || now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    this.#book.typingNow();
  }

  #showRoom() {
    const { text, room } = this.#parts;
    const left = text.maxLength - text.value.length;
    room.hidden = left > ROOM_SHOWN;
    room.textContent = room.hidden ? "" : left > 0 ? `${left} characters left` : `A message has at most ${text.maxLength} characters.`;
  }

  #submit() {
    const { text } = this.#parts;
    if (!hasText(text.value) || this.#book.open === null) return;
    this.#outbox.keepDraft(this.#book.open.key, "");
    const said = text.value;
    text.value = "";
    this.#showRoom();
    this.#typedAt = -Infinity;
    this.#atEnd = true;
    this.#book.say(said);
  }

  #showMessages(open) {
    const { log, messages } = this.#parts;
    const waiting = this.#outbox.of(open.key);
    const ids = new Set(waiting.map((entry) => entry.client_message_id));
    const rows = [
      ...open.messages.filter((message) => !(this.#book.isMine(message) && ids.has(message.client_message_id)))
        .map((message) => this.#row(message, this.#statusOf(message))),
      ...waiting.map((entry) => this.#row({ ...entry, author: "agent", author_name: this.#book.name }, this.#statusOfOwn(entry), this.#lookOf(entry))),
    ];
    const kept = new Set(rows);
    for (const [id, row] of this.#rows) {
      if (kept.has(row)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    rows.forEach((row, index) => {
      if (messages.children[index] !== row) messages.insertBefore(row, messages.children[index] ?? null);
    });
    if (this.#atEnd) log.scrollTop = log.scrollHeight;
  }

  /** What nobody carries now looks like what is held. */
  #lookOf({ status }) { return status === "sending" && this.#link.state !== "connected" ? "held" : status; }

  /** One row per message, kept when it gets its sequence, so that it is read out once. */
  #row(message, words, status = "sent") {
    const id = message.client_message_id === undefined ? `${message.author} ${message.sequence}`
      : `${message.author} ${message.author_name ?? ""} ${message.client_message_id}`;
    let row = this.#rows.get(id);
    if (row === undefined) {
      const mine = this.#book.isMine(message);
      const from = mine ? "You" : message.author === "agent" ? message.author_name ?? "Agent" : "Visitor";
      row = message.author === "close"
        ? h("li", { class: "event" }, h("p", { class: "meta" }))
        : h("li", { class: mine ? "mine" : message.author === "agent" ? "colleague" : "visitor" },
          h("span", { class: "unseen" }, `${from}: `), h("p", { class: "bubble", dir: "auto" }, message.text), h("p", { class: "meta" }));
      this.#rows.set(id, row);
    }
    row.dataset.status = status;
    const meta = row.querySelector(".meta");
    if (meta.firstChild?.textContent !== words) meta.replaceChildren(words, ...(status === "failed" ? [this.#againButton(message)] : []));
    return row;
  }

  #againButton(message) {
    const button = h("button", { type: "button" }, "Write it again");
    button.addEventListener("click", () => {
      const { text } = this.#parts;
      text.value = [text.value, this.#outbox.withdraw(message.client_message_id)].filter((part) => part !== "").join("\n");
      this.#outbox.keepDraft(this.#book.open.key, text.value);
      this.#showRoom();
      this.show();
      text.focus();
    });
    return button;
  }

  #statusOf(message) {
    const at = clockTime(message.time);
    if (message.author === "close") return `${message.author_name ?? "An agent"} closed the conversation · ${at}`;
    const pending = Number.isFinite(message.sequence) ? "" : " · not stored everywhere yet";
    if (this.#book.isMine(message)) return at + pending;
    return `${message.author === "agent" ? message.author_name ?? "Agent" : "Visitor"} · ${at}${pending}`;
  }

  #statusOfOwn({ status, reason: why }) {
    if (status === "failed") return `Not sent. ${why} `;
    if (status === "held") return `Not sent yet. ${why} Sending again in ${inWords(this.#outbox.limitedFor)}.`;
    if (status === "pending") return "Kept, not stored everywhere yet";
    return this.#link.state === "connected" ? "Sending …" : "Not sent yet";
  }
}
