/** The list of messages: a row for each, and beside it what became of it. */

import { h, placeInOrder } from "../shared/dom.js";
import { authorInWords, statusInWords } from "./words.js";

export class MessageRows {
  #list;
  #say;
  #rows = new Map();

  /** `say(words)`: speaks a problem to those who do not see it. */
  constructor(list, say) {
    this.#list = list;
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
    for (const message of messages) this.showStatus(message, isConnected);
  }

  /** What became of a message is beside it, counting down; a problem is spoken as well, once. */
  showStatus(message, isConnected) {
    const row = this.#rows.get(message);
    if (row === undefined) return;
    const waits = message.status === "sending" && !isConnected;
    row.node.dataset.status = waits ? "held" : message.status;
    const words = statusInWords(message, isConnected);
    if (row.meta.textContent !== words) row.meta.textContent = words;
    const problem = message.reason?.code ?? null;
    if (problem !== null && problem !== row.problem) this.#say(words);
    row.problem = problem;
  }

  #row(message) {
    const known = this.#rows.get(message);
    if (known !== undefined) return known;
    const meta = h("p", { class: "meta", "aria-live": "off" });
    const node = h("li", { class: message.mine ? "mine" : message.author },
      h("span", { class: "unseen" }, `${authorInWords(message)}: `), h("p", { class: "bubble", dir: "auto" }, message.text), meta);
    const row = { node, meta, problem: null };
    this.#rows.set(message, row);
    return row;
  }
}
