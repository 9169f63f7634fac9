/** The list of messages: a row for each, and beside it what became of it. */

import { h, placeInOrder } from "../shared/dom.js";
import { linked } from "../shared/links.js";

export class MessageRows {
  #list;
  #words;
  #say;
  #rows = new Map();

  /** `say(words)`: speaks a problem to those who do not see it. */
  constructor(list, words, say) {
    this.#list = list;
    this.#words = words;
    this.#say = say;
  }

  show(messages, isConnected) {
    const shown = new Set(messages);
    for (const [message, { node }] of this.#rows) {
      if (shown.has(message)) continue;
      node.remove();
      this.#rows.delete(message);
    }
    placeInOrder(this.#list, messages.map((message) => this.#row(message).node));
    const lastSeen = messages.findLast(({ seen }) => seen);
    for (const message of messages) this.showStatus(message, isConnected, message === lastSeen);
  }

  /** What became of a message is beside it, counting down; a problem is spoken as well, once. */
  showStatus(message, isConnected, isLastSeen = false) {
    const row = this.#rows.get(message);
    if (row === undefined) return;
    const waits = message.status === "sending" && !isConnected;
    row.node.dataset.status = waits ? "held" : message.status;
    const words = this.#words.status(message, isConnected, isLastSeen);
    if (row.meta.textContent !== words) row.meta.textContent = words;
    const from = `${this.#words.author(message)}: `;
    if (row.from.textContent !== from) row.from.textContent = from;
    const problem = message.reason?.code ?? null;
    if (problem !== null && problem !== row.problem) this.#say(words);
    row.problem = problem;
  }

  #row(message) {
    const known = this.#rows.get(message);
    if (known !== undefined) return known;
    const meta = h("p", { class: "meta", "aria-live": "off" });
    const from = h("span", { class: "unseen" });
    const node = h("li", { class: message.mine ? "mine" : message.author }, from,
      h("p", { class: "bubble", dir: "auto" }, linked(message.text)), meta);
    const row = { node, from, meta, problem: null };
    this.#rows.set(message, row);
    return row;
  }
}
