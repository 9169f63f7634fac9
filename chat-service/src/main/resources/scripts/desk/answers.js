/** Ready answers, to be put into the composer: those of the settings, which the page has, and the agent's own, kept in this browser. */

import { h } from "../shared/dom.js";
import { listOf, readJson, writeJson } from "../shared/storage.js";
import { hasText, isSendable } from "../shared/text.js";
import { deskTexts } from "./language.js";

const MOST_ANSWERS = 100;
const browserArea = () => globalThis.localStorage;

export class ReadyAnswers {
  #name;
  #parts = {};
  #insert;

  /** `insert(text)` puts a text into the composer. */
  constructor(agent, insert) {
    this.#name = `doorstep-desk:${agent}:answers`;
    this.#insert = insert;
    for (const id of ["answers", "house-answers", "answer-list", "keep-answer", "no-answers", "text"]) {
      this.#parts[id] = document.getElementById(id);
    }
    const { answers, "house-answers": house, "keep-answer": keep } = this.#parts;
    for (const use of house.querySelectorAll(".use")) {
      use.addEventListener("click", () => this.#use(use.querySelector(".text").textContent));
    }
    answers.addEventListener("toggle", () => this.#show());
    keep.addEventListener("click", () => this.#keep());
    answers.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !answers.open) return;
      event.stopPropagation();
      this.#close();
    });
  }

  get #own() { return listOf(readJson(browserArea, this.#name)).filter(isSendable).slice(0, MOST_ANSWERS); }

  #close() {
    this.#parts.answers.open = false;
    this.#parts.text.focus();
  }

  #use(answer) {
    this.#insert(answer);
    this.#close();
  }

  #keep() {
    const text = this.#parts.text.value.trim();
    if (!hasText(text)) return;
    writeJson(browserArea, this.#name, [text, ...this.#own.filter((other) => other !== text)]);
    this.#show();
  }

  #remove(text) {
    writeJson(browserArea, this.#name, this.#own.filter((other) => other !== text));
    this.#show();
    this.#parts.answers.querySelector("summary").focus();
  }

  #show() {
    const own = this.#own;
    const { "house-answers": house, "answer-list": list, "no-answers": none, "keep-answer": keep, text } = this.#parts;
    keep.disabled = !hasText(text.value);
    none.hidden = own.length + house.children.length > 0;
    list.replaceChildren(...own.map((answer) => this.#row(answer)));
  }

  #row(answer) {
    const use = h("button", { type: "button", class: "use", dir: "auto" }, answer);
    const remove = h("button", { type: "button", class: "remove", "aria-label": deskTexts.say("removeAnswer", { text: answer }) }, "×");
    use.addEventListener("click", () => this.#use(answer));
    remove.addEventListener("click", () => this.#remove(answer));
    return h("li", {}, use, remove);
  }
}
