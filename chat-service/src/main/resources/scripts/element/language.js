/** The language of a chat: of its element, or of the page around it, as they change. */

import { catalogueOf, inTime } from "../shared/catalogues.js";
import { languageAround, languageOf } from "../shared/texts.js";

export class Language {
  #element;
  #texts;
  #onChange;
  #observer = null;
  #lang = null;

  /** `onChange()` is called when `texts` speak another language. */
  constructor(element, texts, onChange) {
    this.#element = element;
    this.#texts = texts;
    this.#onChange = onChange;
  }

  /** Whether the first language is there. */
  get isKnown() { return this.#lang !== null; }

  /** Follows the page's language from now on. */
  follow() {
    this.#observer ??= new MutationObserver(() => this.look());
    this.#observer.observe(this.#element.ownerDocument.documentElement, { attributes: true, attributeFilter: ["lang"] });
    this.look();
  }

  leave() { this.#observer?.disconnect(); }

  /** Speaks the language that the page has now; English at once, others when their catalogue has come. */
  look() {
    const lang = languageAround(this.#element);
    if (lang === this.#lang) return;
    if (languageOf(lang) === "en") this.#speak(lang, {});
    else void this.#load(lang);
  }

  async #load(lang) {
    const loading = catalogueOf(lang, "chat", this.#element.host);
    const catalogue = await inTime(loading);
    if (languageAround(this.#element) !== lang) return;
    this.#speak(lang, catalogue ?? {});
    if (catalogue !== undefined) return;
    const late = await loading;
    if (this.#lang === lang) this.#speak(lang, late);
  }

  #speak(lang, catalogue) {
    this.#lang = lang;
    this.#texts.use(lang, catalogue);
    this.#onChange();
  }
}
