/** The chat's window: what a visitor reads and writes in. It comes when the chat is opened for the first time. */

import { safely } from "../shared/storage.js";
import { MAX_TEXT, hasText, isComposing } from "../shared/text.js";
import { WINDOW_ENGLISH } from "./english.js";
import { ScreenFit } from "./fit.js";
import { Menu } from "./menu.js";
import { buildParts, nameParts } from "./parts.js";
import { WINDOW_STYLE } from "./style.js";
import { ChatView } from "./view.js";
import { Words } from "./words.js";

export class ChatWindow {
  static style = WINDOW_STYLE;

  #parts = buildParts();
  #words;
  #view;
  #menu;
  #fit;
  #client = null;
  #draftKey = "";

  /** `texts` are the element's, in whatever language; `onClose()` is called when the visitor closes the window. */
  constructor(element, texts, onClose) {
    texts.add(WINDOW_ENGLISH);
    this.#words = new Words(texts);
    this.#view = new ChatView(this.#parts, this.#words);
    this.#menu = new Menu(this.#parts, this.#words, (words) => this.#view.remark(words), () => this.#client);
    this.#fit = new ScreenFit(element);
    this.#listen(onClose);
    element.shadowRoot.append(this.#parts.panel, this.#parts.status, this.#parts.deskStatus);
  }

  /** Shows a client from now on; the draft is kept by a key of its own for each conversation. */
  follow(client, draftKey) {
    this.#client = client;
    this.#draftKey = draftKey;
    this.#fit.follow();
    this.#parts.input.value = (safely(() => sessionStorage.getItem(draftKey)) ?? "").slice(0, MAX_TEXT);
    this.#view.follow(client);
  }

  leave() {
    this.#fit.leave();
    this.#view.leave();
  }

  /** Says everything again, in another language or in other words; `heading` is the page's own, or empty. */
  speak(heading) {
    nameParts(this.#parts, this.#words, heading);
    this.#view.translate();
  }

  show(isOpen) {
    const { panel } = this.#parts;
    if (panel.hidden === !isOpen) return;
    panel.hidden = !isOpen;
    if (isOpen) this.#view.scrollToEnd();
  }

  focus() { this.#parts.input.focus(); }

  /** Sounds, if the visitor wants that. */
  sound() { this.#menu.sound(); }

  #listen(onClose) {
    const { close, panel, form, input } = this.#parts;
    close.addEventListener("click", onClose);
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || isComposing(event)) return;
      if (this.#menu.isOpen) this.#menu.close();
      else onClose();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("input", () => {
      safely(() => sessionStorage.setItem(this.#draftKey, input.value));
      this.#view.showRoom();
      if (hasText(input.value)) this.#client.typing();
    });
  }

  #submit() {
    const { input } = this.#parts;
    if (input.disabled || this.#client.send(input.value) === null) return;
    input.value = "";
    safely(() => sessionStorage.removeItem(this.#draftKey));
    this.#view.showRoom();
    this.#view.scrollToEnd();
  }
}
