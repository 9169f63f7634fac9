/** Texts in the language of a page, from a catalogue, with numbers as that language writes them. */

import { safely } from "./storage.js";

/** The languages there is a catalogue for; English is built in. */
const LANGUAGES = ["en", "de", "fr", "es", "pt", "pl", "tr", "ar", "ja", "zh"];
const RIGHT_TO_LEFT = /^(?:ar|dv|fa|he|ps|ur|yi)\b/i;

/** A letter that is written from right to left. */
const FROM_THE_RIGHT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** The catalogue that a language tag such as `de-AT` is served by. */
export function languageOf(tag) {
  const language = String(tag ?? "").toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.includes(language) ? language : "en";
}

/** The tag that `Intl` is asked with: the visitor's own, where it is of that language, else the page's. */
function localeOf(tag, preferred = globalThis.navigator?.languages ?? []) {
  const language = tag.split(/[-_]/)[0].toLowerCase();
  const own = tag.includes("-") ? undefined : preferred.find((other) => other.toLowerCase().split("-")[0] === language);
  return safely(() => Intl.getCanonicalLocales(own ?? tag)[0]) ?? "en";
}

export class Texts {
  #english;
  #catalogue = {};
  #own = {};
  #formats = new Map();
  #locale = localeOf("en");
  /** `ltr` or `rtl`. */
  direction = "ltr";
  /** The language's tag, as pages write it. */
  lang = "en";

  /** @param english texts by key: a text with names in braces, or of such a text one for each plural form */
  constructor(english) {
    this.#english = { ...english };
  }

  /** Knows these English texts as well. */
  add(english) { Object.assign(this.#english, english); }

  /** Speaks another language from now on, from its catalogue; what that does not have is said in English. */
  use(lang, catalogue) {
    this.lang = lang;
    this.#catalogue = catalogue;
    this.#locale = localeOf(lang);
    this.#formats.clear();
    this.direction = RIGHT_TO_LEFT.test(lang) ? "rtl" : "ltr";
  }

  /** What a page says in place of a catalogue's texts, by the same keys. */
  set own(texts) { this.#own = texts ?? {}; }

  /** The text of a key with these values in it; `count` chooses the plural form. Empty where nobody has one. */
  say(key, values = {}) {
    const text = this.#find(key);
    const form = typeof text === "object" ? text[this.format("PluralRules").select(values.count)] ?? text.other : text;
    return String(form).replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return typeof value === "number" ? this.format("NumberFormat").format(value) : value === undefined ? whole : this.apart(value);
    });
  }

  /** A part of a line whose direction may be another: it does not mix up the others. */
  apart(part) {
    return this.direction === "rtl" || FROM_THE_RIGHT.test(part) ? `\u2068${part}\u2069` : part;
  }

  /** A reason in this language; the English sentence it came with, where there is none. */
  reason(why) { return this.#find(why.name) === "" ? why.text : this.say(why.name); }

  #find(key) { return this.#own[key] ?? this.#catalogue[key] ?? this.#english[key] ?? ""; }

  /** One of `Intl`'s of this language. They take long to make, so each is made once. */
  format(kind, style = {}) {
    const key = kind + JSON.stringify(style);
    if (!this.#formats.has(key)) this.#formats.set(key, new Intl[kind](this.#locale, style));
    return this.#formats.get(key);
  }
}

/** The language of an element: its own, or that of whatever it stands in; English where none is named. */
export function languageAround(element) {
  return element.closest("[lang]:not([lang=''])")?.lang || globalThis.document?.documentElement.lang || "en";
}
