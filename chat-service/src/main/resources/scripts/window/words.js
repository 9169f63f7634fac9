/** What the chat says to a visitor about its state and its messages, in the visitor's language. */

import { Wording } from "../shared/wording.js";

/** Warnings that a visitor can heed. How often a page connects is not theirs to change, and is not worth their worry. */
const HEEDED = new Set(["flooding", "broadcast"]);

const sentences = (...parts) => parts.filter((part) => part !== "").join(" ");

export class Words extends Wording {
  state({ state, connections, agents }) {
    if (state !== "connected") return this.say(state);
    const words = this.say(agents === 0 ? "connected" : "online");
    return this.dotted(words, connections > 1 ? this.say("here", { count: connections }) : "");
  }

  /** The wait until a moment of the day. */
  until(time) { return this.wait(time - Date.now()); }

  /** The number that was reached, where the reason is a limit; else empty. */
  limit({ limit, windowMs }) {
    if (!(limit > 0)) return "";
    return windowMs > 0 ? this.say("limitRate", { limit, span: this.span(windowMs) }) : this.say("limitAtOnce", { limit });
  }

  /** Empty for a warning that is not shown. */
  warning({ rule }) { return HEEDED.has(rule) ? this.say(rule) : ""; }

  empty(isReady, agents) { return this.say(isReady ? agents > 0 ? "askPerson" : "ask" : "notReady"); }

  closed({ conversation, closedBy, messages }) {
    if (conversation !== "closed" || messages.length === 0) return "";
    return closedBy === null ? this.say("closed") : this.say("closedBy", { name: closedBy });
  }

  author({ mine, author, name }) {
    return mine ? this.say("you") : author === "agent" ? name ?? this.say("support") : this.say("visitor");
  }

  typist({ author, name }) {
    return author === "agent" ? this.say("typingBy", { name: name ?? this.say("support") }) : this.say("typing");
  }

  /** How much room is left in a message; empty where it is plenty. */
  room(left, max, shownFrom) {
    if (left > shownFrom) return "";
    return left > 0 ? this.say("room", { count: left }) : this.say("full", { count: max });
  }

  /** What became of a message; `isSeen` says that an agent has seen it, and that it is the last of those. */
  status(message, isConnected, isSeen = false) {
    const { status, retryAt, reason: why, time, mine } = message;
    if (status === "failed") return sentences(this.say("failed"), this.reason(why), this.limit(why));
    if (status === "held") {
      return sentences(this.say("held"), why === undefined ? "" : this.reason(why), why === undefined ? "" : this.limit(why),
        retryAt === undefined ? "" : this.say("again", { wait: this.until(retryAt) }));
    }
    if (status === "pending" && mine) return this.say("pending");
    if (status === "sending") return this.say(isConnected ? "sending" : "unsent");
    const at = this.moment(time);
    return mine ? this.dotted(at, isSeen ? this.say("seen") : "") : this.dotted(this.author(message), at);
  }
}
