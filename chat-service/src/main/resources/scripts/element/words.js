/** What the chat says to a visitor, apart from reasons. */

import { waitInWords } from "../shared/text.js";

export const HEADING = "Questions? Ask us";
export const NOBODY_AT_DESK =
  "Nobody is at the desk right now. What you write waits and is answered here: leave this page open or come back.";
export const SOMEBODY_AT_DESK = "Somebody is at the desk now.";

export const STATE_WORDS = Object.freeze({
  stopped: "Not connected",
  connecting: "Connecting …",
  connected: "Online",
  waiting: "Waiting",
  offline: "Offline",
  refused: "Not available",
});

export function stateInWords({ state, connections, agents }) {
  if (state !== "connected") return STATE_WORDS[state];
  const words = agents === 0 ? "Connected" : STATE_WORDS.connected;
  return connections > 1 ? `${words} · ${connections} here` : words;
}

/** The wait until a moment of the day. */
export const waitUntil = (time) => waitInWords(time - Date.now());

/** Warnings that a visitor can heed. How often a page connects is not theirs to change, and is not worth their worry. */
const WARNINGS = Object.freeze({
  flooding: "You are writing very fast. If this goes on, the chat pauses for a while.",
  broadcast: "You are writing the same in many chats. If this goes on, the chat pauses for a while.",
});

/** Empty for a warning that is not shown. */
export const warningInWords = ({ rule }) => (Object.hasOwn(WARNINGS, rule) ? WARNINGS[rule] : "");

export function emptyInWords(isReady, agents) {
  if (!isReady) return "The chat is not ready yet.";
  return `Ask anything about this product.${agents > 0 ? " A person answers." : ""}`;
}

export function closedInWords({ conversation, closedBy, messages }) {
  if (conversation !== "closed" || messages.length === 0) return "";
  return `${closedBy === null ? "This conversation was closed." : `${closedBy} closed this conversation.`} Write to open it again.`;
}

export const authorInWords = ({ mine, author, name }) => (mine ? "You" : author === "agent" ? name ?? "Support" : "Visitor");

export const typingInWords = ({ author, name }) => (author === "agent" ? `${name ?? "Support"} is typing …` : "Typing …");

/** What became of a message. */
export function statusInWords(message, isConnected) {
  const { status, retryAt, reason: why, time, mine } = message;
  if (status === "failed") return `Not sent. ${why.text}`;
  if (status === "held") {
    const again = retryAt === undefined ? "" : ` Sending again in ${waitUntil(retryAt)}.`;
    return why === undefined ? `Not sent yet.${again}` : `Not sent yet. ${why.text}${again}`;
  }
  if (status === "pending" && mine) return "Received, not yet delivered";
  if (status === "sending") return isConnected ? "Sending …" : "Not sent yet";
  const at = new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return mine ? at : `${authorInWords(message)} · ${at}`;
}
