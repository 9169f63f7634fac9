/** Addresses in what people write: links that lead out of the page, and text otherwise. */

import { h } from "./dom.js";
import { safely } from "./storage.js";

const ADDRESS = /https?:\/\/[^\s<>"“”«»]+/giu;
/** What ends a sentence, or the brackets around an address, and not the address. */
const ENDING = /(?:[.,;:!?…'’*_~|]|\)(?![^(]*\()|\]|\})+$/u;

/** An address without what follows it in the sentence; a bracket that it has opened itself stays. */
function trimmed(address) {
  const ending = ENDING.exec(address)?.[0] ?? "";
  const kept = address.slice(0, address.length - ending.length);
  const opened = kept.split("(").length - kept.split(")").length;
  return kept + (opened > 0 && ending.startsWith(")") ? ")" : "");
}

/** The text as a part of a page: each address of the web as a link, which shows where it leads. */
export function linked(text) {
  const nodes = document.createDocumentFragment();
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    const url = safely(() => new URL(address));
    if (url === undefined || url.hostname === "") continue;
    nodes.append(text.slice(end, index), h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow ugc",
      title: url.host }, address));
    end = index + address.length;
  }
  nodes.append(text.slice(end));
  return nodes;
}
