/** The language of the desk: the agent's own, as the browser names it. */

import { catalogueOf, inTime } from "../shared/catalogues.js";
import { Texts, languageOf } from "../shared/texts.js";
import { Wording } from "../shared/wording.js";
import { DESK_ENGLISH } from "./english.js";

const catalogueTexts = new Texts(DESK_ENGLISH);
export const deskTexts = new Wording(catalogueTexts);

/** Which attribute of the page's elements names the text of what. */
const PLACES = { text: (node, text) => { node.textContent = text; }, label: (node, text) => node.setAttribute("aria-label", text),
  placeholder: (node, text) => { node.placeholder = text; } };

/** Has the page speak the agent's language, or English, and names what stands in it. */
export async function speakOwnLanguage() {
  const tag = navigator.languages.find((one) => languageOf(one) !== "en" || /^en\b/i.test(one)) ?? "en";
  const catalogue = await inTime(catalogueOf(tag, "desk", ""));
  if (catalogue !== undefined) catalogueTexts.use(tag, catalogue);
  document.documentElement.lang = deskTexts.lang;
  document.documentElement.dir = deskTexts.direction;
  for (const [place, put] of Object.entries(PLACES)) {
    for (const node of document.querySelectorAll(`[data-${place}]`)) put(node, deskTexts.say(node.dataset[place]));
  }
}
