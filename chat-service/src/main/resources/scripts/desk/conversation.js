/** The open conversation: its messages, who is there, and the composer. */

import { PAGE_CLOCK } from "../shared/clock.js";
import { h, placeInOrder } from "../shared/dom.js";
import { linked } from "../shared/links.js";
import { ROOM_SHOWN, hasText, isComposing } from "../shared/text.js";
import { TypingThrottle } from "../shared/typing.js";
import { ReadyAnswers } from "./answers.js";
import { deskTexts } from "./language.js";
import { ConversationTop } from "./top.js";

export class ConversationView {
  #desk;
  #connection;
  #outbox;
  #top;
  #parts = {};
  #shownKey = null;
  #rows = new Map();
  #typing = new TypingThrottle(PAGE_CLOCK.monotonic);
  #atEnd = true;

  constructor(desk, connection, outbox) {
    this.#desk = desk;
    this.#connection = connection;
    this.#outbox = outbox;
    for (const id of ["choose", "talk-open", "title", "here", "talk-notice", "log", "earlier", "messages", "typing", "composer",
      "text", "room"]) {
      this.#parts[id] = document.getElementById(id);
    }
    this.#top = new ConversationTop(desk, connection);
    new ReadyAnswers(desk.name, (answer) => this.#insert(answer));
    const { composer, text, log } = this.#parts;
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
  }

  show() {
    const { open } = this.#desk;
    const parts = this.#parts;
    parts.choose.hidden = open !== null;
    parts["talk-open"].hidden = open === null;
    if (open === null) {
      this.#shownKey = null;
      return;
    }
    if (open.key !== this.#shownKey) this.#turnTo(open);
    this.#top.show(open);
    const others = this.#desk.othersAt(open.key);
    parts.here.hidden = others.length === 0;
    parts.here.textContent = deskTexts.say("hereToo", { count: others.length, names: deskTexts.list(others) });
    parts["talk-notice"].hidden = open.notice === "";
    parts["talk-notice"].textContent = open.notice;
    parts.earlier.hidden = open.complete;
    const typists = open.typists().map((name) => name ?? deskTexts.say("visitor"));
    parts.typing.textContent = typists.length === 0 ? ""
      : deskTexts.say("typing", { count: typists.length, names: deskTexts.list(typists) });
    this.#showMessages(open);
  }

  /** Keeps what counts down true. */
  tick() {
    const { open } = this.#desk;
    if (open !== null && this.#outbox.of(open.key).some(({ status }) => status === "held")) this.#showMessages(open);
  }

  #turnTo(open) {
    const { title, text, messages } = this.#parts;
    this.#shownKey = open.key;
    this.#rows.clear();
    this.#atEnd = true;
    messages.replaceChildren();
    text.value = this.#outbox.draft(open.key);
    this.#showRoom();
    this.#typing.reset();
    if (matchMedia("(min-width: 721px)").matches) text.focus();
    else title.focus();
  }

  #insert(answer) {
    const { text } = this.#parts;
    text.setRangeText(answer, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input"));
  }

  #onInput() {
    const { open } = this.#desk;
    const { text } = this.#parts;
    this.#outbox.keepDraft(open.key, text.value);
    this.#showRoom();
    if (hasText(text.value) && this.#typing.isDue()) this.#desk.typingNow();
  }

  #showRoom() {
    const { text, room } = this.#parts;
    const left = text.maxLength - text.value.length;
    room.textContent = left > ROOM_SHOWN ? "" : left > 0 ? deskTexts.say("room", { count: left })
      : deskTexts.say("full", { count: text.maxLength });
    room.hidden = room.textContent === "";
  }

  #submit() {
    const { text } = this.#parts;
    if (!hasText(text.value) || this.#desk.open === null) return;
    this.#outbox.keepDraft(this.#desk.open.key, "");
    const said = text.value;
    text.value = "";
    this.#showRoom();
    this.#typing.reset();
    this.#atEnd = true;
    this.#desk.say(said);
  }

  #showMessages(open) {
    const { log, messages } = this.#parts;
    const waiting = this.#outbox.of(open.key);
    const ids = new Set(waiting.map((entry) => entry.client_message_id));
    const rows = [
      ...open.messages.filter((message) => !(this.#desk.isMine(message) && ids.has(message.client_message_id)))
        .map((message) => this.#row(message, this.#statusOf(message))),
      ...waiting.map((entry) => this.#row({ ...entry, author: "agent", author_name: this.#desk.name }, this.#statusOfOwn(entry), this.#lookOf(entry))),
    ];
    const kept = new Set(rows);
    for (const [id, row] of this.#rows) {
      if (kept.has(row)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    placeInOrder(messages, rows);
    if (this.#atEnd) log.scrollTop = log.scrollHeight;
  }

  /** What nobody carries now looks like what is held. */
  #lookOf({ status }) { return status === "sending" && this.#connection.state !== "connected" ? "held" : status; }

  /** One row per message, kept when it gets its sequence, so that it is read out once. */
  #row(message, words, status = "sent") {
    const id = message.client_message_id === undefined ? `${message.author} ${message.sequence}`
      : `${message.author} ${message.author_name ?? ""} ${message.client_message_id}`;
    let row = this.#rows.get(id);
    if (row === undefined) {
      const mine = this.#desk.isMine(message);
      const from = mine ? deskTexts.say("you") : this.#authorOf(message);
      row = message.author === "close"
        ? h("li", { class: "event" }, h("p", { class: "meta" }))
        : h("li", { class: mine ? "mine" : message.author === "agent" ? "colleague" : "visitor" },
          h("span", { class: "unseen" }, `${from}: `), h("p", { class: "bubble", dir: "auto" }, linked(message.text)), h("p", { class: "meta" }));
      this.#rows.set(id, row);
    }
    row.dataset.status = status;
    const meta = row.querySelector(".meta");
    if (meta.firstChild?.textContent !== words) meta.replaceChildren(words, ...(status === "failed" ? [this.#againButton(message)] : []));
    return row;
  }

  #againButton(message) {
    const button = h("button", { type: "button" }, deskTexts.say("writeAgain"));
    button.addEventListener("click", () => {
      const { text } = this.#parts;
      text.value = [text.value, this.#outbox.withdraw(message.client_message_id)].filter((part) => part !== "").join("\n");
      this.#outbox.keepDraft(this.#desk.open.key, text.value);
      this.#showRoom();
      this.show();
      text.focus();
    });
    return button;
  }

  #authorOf({ author, author_name: name }) {
    return author === "agent" ? name ?? deskTexts.say("agent") : deskTexts.say("visitor");
  }

  #statusOf(message) {
    const at = deskTexts.moment(message.time);
    const { author_name: name } = message;
    if (message.author === "close") {
      return deskTexts.dotted(name === undefined ? deskTexts.say("closedByAgent") : deskTexts.say("closedBy", { name }), at);
    }
    const pending = Number.isFinite(message.sequence) ? "" : deskTexts.say("notStored");
    return deskTexts.dotted(this.#desk.isMine(message) ? "" : this.#authorOf(message), at, pending);
  }

  #statusOfOwn({ status, reason: why }) {
    if (status === "failed") return `${deskTexts.say("failed")} ${why} `;
    if (status === "held") {
      return `${deskTexts.say("held")} ${why} ${deskTexts.say("again", { wait: deskTexts.wait(this.#outbox.limitedFor) })}`;
    }
    if (status === "pending") return deskTexts.say("pending");
    return deskTexts.say(this.#connection.state === "connected" ? "sending" : "notSent");
  }
}
