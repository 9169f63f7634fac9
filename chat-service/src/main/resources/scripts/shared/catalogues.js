/** Catalogues of texts, as the chat's host has them: one file for each language. */

import { languageOf } from "./texts.js";

/** No page waits longer for a language than this: it begins in English, and changes when the language is there. */
const PATIENCE_MS = 2_000;

const asked = new Map();

/** The catalogue for a language tag; an empty one for English, or where it can't be had. `kind` is `chat` or `desk`. */
export function catalogueOf(tag, kind, baseUrl) {
  const language = languageOf(tag);
  if (language === "en") return Promise.resolve({});
  const url = `${baseUrl}/languages/${kind}/${language}.json`;
  if (!asked.has(url)) {
    asked.set(url, fetch(url).then((answer) => (answer.ok ? answer.json() : {})).catch(() => {
      asked.delete(url);
      return {};
    }));
  }
  return asked.get(url);
}

/** Whether something comes in time to begin with. */
export const inTime = (promise) => Promise.race([promise, new Promise((done) => setTimeout(done, PATIENCE_MS))]);
