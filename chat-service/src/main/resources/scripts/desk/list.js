/** The list of conversations: waiting, open, and the closed ones folded away. */

import { h, placeInOrder } from "../shared/dom.js";
import { deskTexts } from "./language.js";
import { keyOf } from "./outbox.js";

const AT_LEAST_MS = 1_000;

export const addressOf = ({ product_id: productId, session_id: sessionId }) =>
  `#${encodeURIComponent(productId)}/${encodeURIComponent(sessionId)}`;

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
  if (node.hidden !== (text === "")) node.hidden = text === "";
}

export class ConversationList {
  #desk;
  #filter;
  #items = new Map();
  #parts = {};

  constructor(desk, filter) {
    this.#desk = desk;
    this.#filter = filter;
    for (const id of ["list", "waiting", "open", "closed", "waiting-count", "open-count", "closed-count", "closed-fold", "empty",
      "none-found"]) {
      this.#parts[id] = document.getElementById(id);
    }
    this.#parts.list.addEventListener("keydown", (event) => this.#onKey(event));
  }

  show() {
    const focused = document.activeElement;
    const all = this.#desk.conversations;
    const conversations = all.filter((summary) => this.#filter.shows(summary, this.#desk.name));
    const keys = new Set(conversations.map(keyOf));
    for (const [key, item] of this.#items) {
      if (keys.has(key)) continue;
      item.row.remove();
      this.#items.delete(key);
    }
    for (const state of ["waiting", "open", "closed"]) {
      const of = conversations.filter((summary) => (summary.state in { waiting: 1, open: 1 } ? summary.state : "closed") === state);
      this.#place(this.#parts[state], of);
      setText(this.#parts[`${state}-count`], of.length === 0 ? "" : String(of.length));
    }
    this.#parts.waiting.parentElement.hidden = this.#parts.waiting.children.length === 0;
    this.#parts.open.parentElement.hidden = this.#parts.open.children.length === 0;
    this.#parts["closed-fold"].hidden = this.#parts.closed.children.length === 0;
    if (this.#filter.isOn) this.#parts["closed-fold"].open = this.#parts.closed.children.length > 0;
    this.#parts.empty.hidden = all.length > 0;
    this.#parts["none-found"].hidden = all.length === 0 || conversations.length > 0;
    if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
    this.tick();
  }

  /** What a conversation is about: the product's name, where its page told it. */
  productOf({ product_id: id, product_name: name }) { return name ?? deskTexts.say("product", { id }); }

  /** Keeps the waits true. */
  tick() {
    for (const { summary, wait } of this.#items.values()) {
      const ms = Date.now() - Date.parse(summary.since);
      setText(wait, summary.state === "waiting" && Number.isFinite(ms) ? deskTexts.say("waited", { wait: deskTexts.wait(Math.max(AT_LEAST_MS, ms)) }) : "");
    }
  }

  #place(list, conversations) {
    placeInOrder(list, conversations.map((summary) => this.#fill(summary).row));
    while (list.children.length > conversations.length) list.lastElementChild.remove();
  }

  #fill(summary) {
    const key = keyOf(summary);
    let item = this.#items.get(key);
    if (item === undefined) {
      item = { product: h("span", { class: "product" }), when: h("span", { class: "when" }), from: h("span", { class: "from" }), last: h("span", { class: "last", dir: "auto" }),
        badge: h("span", { class: "badge" }), wait: h("span", { class: "wait" }), gone: h("span", { class: "gone" }),
        here: h("span", { class: "here" }), has: h("span", { class: "has" }), unsent: h("span", { class: "unsent" }) };
      item.link = h("a", { href: addressOf(summary) },
        h("span", { class: "line" }, item.product, item.when),
        h("span", { class: "line" }, h("span", { class: "said" }, item.from, item.last), item.badge),
        h("span", { class: "tags" }, item.wait, item.has, item.gone, item.here, item.unsent));
      item.row = h("li", {}, item.link);
      this.#items.set(key, item);
    }
    item.summary = summary;
    const { last, unread, visitors, agent } = summary;
    const others = this.#desk.othersAt(key);
    setText(item.product, this.productOf(summary));
    setText(item.when, last === undefined ? "" : deskTexts.when(last.time));
    setText(item.from, last === undefined ? "" : this.#from(last));
    setText(item.last, last === undefined ? "" : last.text);
    setText(item.badge, unread > 0 ? String(unread) : "");
    const unreadWords = deskTexts.say("unread", { count: unread });
    if (unread > 0 && item.badge.getAttribute("aria-label") !== unreadWords) item.badge.setAttribute("aria-label", unreadWords);
    setText(item.has, agent === undefined ? "" : agent === this.#desk.name ? deskTexts.say("youHave")
      : deskTexts.say("has", { name: agent }));
    setText(item.gone, visitors > 0 ? "" : deskTexts.say("gone"));
    setText(item.here, others.length === 0 ? "" : deskTexts.say("here", { count: others.length, names: deskTexts.list(others) }));
    const unsent = this.#desk.unsent(key);
    setText(item.unsent, unsent === 0 ? "" : deskTexts.say("unsent", { count: unsent }));
    if (this.#desk.open?.key === key) item.link.setAttribute("aria-current", "true");
    else item.link.removeAttribute("aria-current");
    return item;
  }

  #from(message) {
    if (message.author !== "agent") return "";
    return `${this.#desk.isMine(message) ? deskTexts.say("you") : message.author_name ?? deskTexts.say("agent")}:`;
  }

  #onKey(event) {
    const links = [...this.#parts.list.querySelectorAll("a, summary")].filter((link) => link.offsetParent !== null);
    const at = links.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || (at < 0 && !(event.target.id === "search" && event.key === "ArrowDown"))) return;
    event.preventDefault();
    links[Math.min(links.length - 1, Math.max(0, to))].focus();
  }
}
