/** The chat's button in the corner of the page: what there is while the chat is closed. */

import { h, icon } from "../shared/dom.js";
import { countInTitle } from "./title.js";

const BUBBLE = "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z";

/** What it says in English. */
export const LAUNCHER_ENGLISH = Object.freeze({
  launcher: "Chat with us",
  unread: { one: "Chat with us, {count} unread", other: "Chat with us, {count} unread" },
});

export class Launcher {
  #texts;
  #label = h("span");
  #badge = h("span", { class: "badge", hidden: "" });
  node = h("button", { class: "launcher", type: "button", "aria-expanded": "false", hidden: "" });
  /** Messages that came while nobody looked. */
  unread = 0;

  constructor(texts) {
    this.#texts = texts;
    this.node.append(icon(BUBBLE), this.#label, h("span", { class: "dot" }), this.#badge);
  }

  /** Says what it has to say, in the language there is now. */
  show() {
    this.node.lang = this.#texts.lang;
    this.node.dir = this.#texts.direction;
    this.#label.textContent = this.#texts.say("launcher");
    this.#badge.hidden = this.unread === 0;
    this.#badge.textContent = String(this.unread);
    if (this.unread === 0) this.node.removeAttribute("aria-label");
    else this.node.setAttribute("aria-label", this.#texts.say("unread", { count: this.unread }));
  }

  /** Counts unread messages, in the page's title too. */
  count(unread) {
    this.unread = unread;
    countInTitle(this, unread);
    this.show();
  }

  /** Between two attempts the last state stays in view. */
  showState(state) {
    if (state !== "connecting" || this.node.dataset.state !== "waiting") this.node.dataset.state = state;
  }
}
