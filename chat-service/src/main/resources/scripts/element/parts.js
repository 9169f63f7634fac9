/** The elements of the chat's window. */

import { h } from "../shared/dom.js";
import { MAX_TEXT } from "../shared/text.js";
import { HEADING } from "./words.js";

const BUBBLE = "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z";

function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", fill: "none", stroke: "currentColor",
    "stroke-width": "1.8", "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Builds them; `launcher`, `panel`, `status` and `deskStatus` are in none of the others. */
export function buildParts(heading) {
  const parts = {
    heading: h("h2", { id: "heading" }, heading || HEADING),
    badge: h("span", { class: "badge", hidden: "" }),
    launcher: h("button", { class: "launcher", type: "button", "aria-expanded": "false", "aria-controls": "panel" }),
    close: h("button", { class: "icon", type: "button", "aria-label": "Close chat" }, icon("M6 9l6 6 6-6")),
    stateText: h("span"),
    text: h("p", { id: "reason" }),
    countdown: h("p", { class: "countdown", "aria-hidden": "true" }),
    desk: h("p", { class: "desk", hidden: "" }),
    older: h("p", { class: "older", hidden: "" }, "Older messages are no longer kept."),
    list: h("ol"),
    closed: h("p", { class: "closed", hidden: "" }),
    empty: h("p", { class: "empty" }),
    typing: h("p", { class: "typing" }),
    input: h("textarea", { id: "input", rows: "1", maxlength: String(MAX_TEXT), placeholder: "Write a message", dir: "auto",
      "aria-describedby": "reason room", autocomplete: "off", enterkeyhint: "send" }),
    room: h("p", { class: "room", id: "room", hidden: "" }),
    send: h("button", { class: "icon send", type: "submit", "aria-label": "Send message" }, icon("M5 12h13M12.5 6l6 6-6 6")),
    status: h("p", { class: "unseen", role: "status" }),
    deskStatus: h("p", { class: "unseen", role: "status" }),
  };
  parts.launcher.append(icon(BUBBLE), "Chat with us", h("span", { class: "dot" }), parts.badge);
  parts.notice = h("div", { class: "notice", hidden: "" }, parts.text, parts.countdown);
  parts.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": "Messages", tabindex: "0" },
    parts.empty, parts.older, parts.list, parts.closed);
  parts.form = h("form", {}, h("label", { class: "unseen", for: "input" }, "Message"), parts.input, parts.send, parts.room);
  parts.panel = h("section", { class: "panel", id: "panel", role: "dialog", "aria-labelledby": "heading", hidden: "" },
    h("header", {}, h("div", { class: "who" }, parts.heading,
      h("p", { class: "state" }, h("span", { class: "dot" }), parts.stateText)), parts.close),
    parts.notice, parts.desk, parts.log, parts.typing, parts.form);
  return parts;
}
