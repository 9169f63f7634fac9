/** The elements of the chat's window, and what they are called in a language. */

import { h, icon } from "../shared/dom.js";
import { MAX_TEXT } from "../shared/text.js";

const button = (more, ...children) => h("button", { type: "button", ...more }, ...children);

/** Builds them; `panel`, `status` and `deskStatus` are in none of the others. */
export function buildParts() {
  const parts = {
    heading: h("h2", { id: "heading" }),
    more: button({ class: "icon more", "aria-expanded": "false", "aria-controls": "menu" }, icon("M12 6v.01M12 12v.01M12 18v.01")),
    copy: button({}),
    save: button({}),
    sound: button({ "aria-pressed": "false" }),
    close: button({ class: "icon close" }, icon("M6 9l6 6 6-6")),
    stateText: h("span"),
    text: h("p", { id: "reason" }),
    limit: h("p", { hidden: "" }),
    countdown: h("p", { class: "countdown", "aria-hidden": "true" }),
    tryNow: button({ class: "try", hidden: "" }),
    desk: h("p", { class: "desk", hidden: "" }),
    older: h("p", { class: "older", hidden: "" }),
    list: h("ol"),
    closed: h("p", { class: "closed", hidden: "" }),
    empty: h("p", { class: "empty" }),
    typing: h("p", { class: "typing" }),
    label: h("label", { class: "unseen", for: "input" }),
    input: h("textarea", { id: "input", rows: "1", maxlength: String(MAX_TEXT), dir: "auto",
      "aria-describedby": "reason room", autocomplete: "off", enterkeyhint: "send" }),
    room: h("p", { class: "room", id: "room", hidden: "" }),
    send: h("button", { class: "icon send", type: "submit" }, icon("M5 12h13M12.5 6l6 6-6 6")),
    status: h("p", { class: "unseen", role: "status" }),
    deskStatus: h("p", { class: "unseen", role: "status" }),
  };
  parts.menu = h("div", { class: "menu", id: "menu", hidden: "" }, parts.copy, parts.save, parts.sound);
  parts.notice = h("div", { class: "notice", hidden: "" }, parts.text, parts.limit, parts.countdown,
    parts.tryNow);
  parts.log = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" },
    parts.empty, parts.older, parts.list, parts.closed);
  parts.form = h("form", {}, parts.label, parts.input, parts.send, parts.room);
  parts.panel = h("section", { class: "panel", id: "panel", role: "dialog", "aria-labelledby": "heading", hidden: "" },
    h("header", {}, h("div", { class: "who" }, parts.heading,
      h("p", { class: "state" }, h("span", { class: "dot" }), parts.stateText)), parts.more, parts.close),
    parts.menu, parts.notice, parts.desk, parts.log, parts.typing, parts.form);
  return parts;
}

/** Names them in the language of `words`; `heading` is the page's own, or empty. */
export function nameParts(parts, words, heading) {
  const texts = { label: "input", older: "older", copy: "copy", save: "save", sound: "sound", tryNow: "tryNow" };
  const labels = { close: "close", send: "send", more: "more", log: "log" };
  for (const [part, key] of Object.entries(texts)) parts[part].textContent = words.say(key);
  for (const [part, key] of Object.entries(labels)) parts[part].setAttribute("aria-label", words.say(key));
  parts.heading.textContent = heading || words.say("heading");
  parts.input.placeholder = words.say("placeholder");
  for (const part of [parts.panel, parts.status, parts.deskStatus]) {
    part.lang = words.lang;
    part.dir = words.direction;
  }
}
