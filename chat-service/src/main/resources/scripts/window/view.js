/** Shows a client in the chat's window: the connection, the desk, the messages, and what counts down. */

import { MAX_TEXT, ROOM_SHOWN } from "../shared/text.js";
import { TYPING_SHOWN_MS } from "../shared/typing.js";
import { MessageRows } from "./rows.js";
import { TryNow } from "./try-now.js";

const ARRIVAL_SHOWN_MS = 10_000;
const COUNT_EVERY_MS = 250;
const WARNING_SHOWN_MS = 60_000;

export class ChatView {
  #parts;
  #words;
  #rows;
  #tryNow;
  #client = null;
  #following = new AbortController();
  #ticker = null;
  #typingTimer = null;
  #arrivalTimer = null;
  #warningTimer = null;
  #warning = null;
  #wasAlone = false;
  #announced = "";

  constructor(parts, words) {
    this.#parts = parts;
    this.#words = words;
    this.#rows = new MessageRows(parts.list, words, (text) => this.say(text));
    this.#tryNow = new TryNow(parts.tryNow, () => {
      this.#announced = "";
      this.#client.tryNow();
    });
  }

  /** Says everything again, in another language. */
  translate() {
    if (this.#client === null) return;
    this.#showTyping("");
    this.showRoom();
    this.#showState();
  }

  /** Follows a client from now on. */
  follow(client) {
    this.#client = client;
    this.#following = new AbortController();
    const { signal } = this.#following;
    client.addEventListener("state", () => this.#showState(), { signal });
    client.addEventListener("messages", () => this.#showMessages(), { signal });
    client.addEventListener("message", () => this.#showTyping(""), { signal });
    client.addEventListener("typing", ({ detail }) => this.#onTyping(detail), { signal });
    client.addEventListener("warning", ({ detail }) => this.#onWarning(detail), { signal });
    client.addEventListener("presence", () => this.#showState(), { signal });
    client.addEventListener("conversation", () => this.#showMessages(), { signal });
    this.showRoom();
    this.#showState();
  }

  /** Follows its client no longer, and takes away what is left of it. */
  leave() {
    this.#following.abort();
    clearInterval(this.#ticker);
    clearTimeout(this.#typingTimer);
    this.#ticker = null;
    clearTimeout(this.#warningTimer);
    this.#warning = null;
    this.#wasAlone = false;
    this.#announced = "";
    this.#showTyping("");
    this.#parts.notice.hidden = true;
    this.#showDeskWords("");
    this.say("");
  }

  /** Speaks to those who do not see the window. */
  say(words) {
    this.#parts.status.textContent = words;
  }

  /** Shows something for a moment, and speaks it. */
  remark(words) {
    this.#showTyping(words);
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#showTyping(""), TYPING_SHOWN_MS);
    this.say(words);
  }

  scrollToEnd() {
    const { log } = this.#parts;
    log.scrollTop = log.scrollHeight;
  }

  /** How much room is left for the text. */
  showRoom() {
    const { input, room } = this.#parts;
    const left = MAX_TEXT - input.value.length;
    const words = this.#words.room(left, MAX_TEXT, ROOM_SHOWN);
    if (words !== "" && (room.hidden || left <= 0)) this.say(words);
    room.hidden = words === "";
    room.toggleAttribute("data-full", left <= 0);
    room.textContent = words;
  }

  #onTyping(typist) {
    this.#showTyping(this.#words.typist(typist));
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => this.#showTyping(""), TYPING_SHOWN_MS);
  }

  #showTyping(words) {
    this.#parts.typing.textContent = words;
  }

  /** In place of a reason, while there is none; for a while. */
  #onWarning(warning) {
    const words = this.#words.warning(warning);
    if (words === "") return;
    clearTimeout(this.#warningTimer);
    this.#warning = warning;
    this.#warningTimer = setTimeout(() => {
      this.#warning = null;
      this.#showState();
    }, WARNING_SHOWN_MS);
    this.#showState();
    this.say(words);
  }

  #showState() {
    const { state, reason, productId } = this.#client;
    const { panel, stateText, notice, countdown, input, send, log } = this.#parts;
    // Between two attempts the reason stays in view.
    if (state === "connecting" && !notice.hidden) {
      countdown.textContent = this.#words.say("retryNow");
    } else {
      panel.dataset.state = state;
      stateText.textContent = this.#words.state(this.#client);
      this.#showReason(reason);
      this.#tick();
    }
    const isOff = state === "refused" || productId === "";
    if (isOff && input.getRootNode().activeElement === input) log.focus();
    input.disabled = isOff;
    send.disabled = isOff;
    this.#tryNow.show(this.#client);
    this.#announce();
    this.#showDesk();
    this.#showMessages();
  }

  #showReason(reason) {
    const { notice, text, limit } = this.#parts;
    text.textContent = reason !== null ? this.#words.reason(reason)
      : this.#warning !== null ? this.#words.warning(this.#warning) : "";
    limit.textContent = reason === null ? "" : this.#words.limit(reason);
    limit.hidden = limit.textContent === "";
    notice.hidden = text.textContent === "";
  }

  /** Spoken once per state, not once per second as the countdown would be. */
  #announce() {
    const { state, reason, retryAt } = this.#client;
    const kind = `${state} ${reason?.code}`;
    if (kind === this.#announced || state === "connecting" || state === "stopped") return;
    this.#announced = kind;
    const again = retryAt === null || state === "offline" ? "" : ` ${this.#again(retryAt)}`;
    this.say(reason === null ? this.#words.say(state === "connected" ? "online" : state) : this.#words.reason(reason) + again);
  }

  #again(retryAt) {
    return this.#words.say("retry", { wait: this.#words.until(retryAt) });
  }

  /** Says that nobody is at the desk for as long as it is so, and for a moment that somebody has come. */
  #showDesk() {
    const { state, agents } = this.#client;
    this.#parts.panel.dataset.desk = agents === 0 ? "empty" : "";
    if (state !== "connected" || agents === null) {
      this.#showDeskWords("");
    } else if (agents === 0) {
      this.#wasAlone = true;
      this.#showDeskWords(this.#words.say("nobody"));
    } else if (this.#wasAlone) {
      this.#wasAlone = false;
      this.#showDeskWords(this.#words.say("somebody"));
      this.#arrivalTimer = setTimeout(() => this.#showDeskWords(""), ARRIVAL_SHOWN_MS);
    }
  }

  #showDeskWords(words) {
    const { desk, deskStatus } = this.#parts;
    if (desk.textContent === words) return;
    clearTimeout(this.#arrivalTimer);
    desk.textContent = words;
    desk.hidden = words === "";
    deskStatus.textContent = words;
  }

  /** Keeps what counts down true, and stops when nothing does. */
  #tick() {
    const { state, retryAt, messages } = this.#client;
    const isWaiting = state === "waiting" && retryAt !== null;
    this.#tryNow.show(this.#client);
    this.#parts.countdown.textContent = isWaiting ? this.#again(retryAt) : "";
    const unsent = messages.filter(({ status }) => status !== "sent");
    for (const message of unsent) this.#rows.showStatus(message, state === "connected");
    const isCounting = isWaiting || unsent.some((message) => message.retryAt !== undefined);
    if (isCounting && this.#ticker === null) {
      this.#ticker = setInterval(() => this.#tick(), COUNT_EVERY_MS);
    } else if (!isCounting) {
      clearInterval(this.#ticker);
      this.#ticker = null;
    }
  }

  #showMessages() {
    const { log, empty, older, closed, input } = this.#parts;
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    const { messages, state, agents, complete } = this.#client;
    this.#rows.show(messages, state === "connected");
    empty.hidden = messages.length > 0 || state === "refused";
    empty.textContent = this.#words.empty(!input.disabled, agents);
    older.hidden = complete;
    const words = this.#words.closed(this.#client);
    closed.hidden = words === "";
    if (closed.textContent !== words) closed.textContent = words;
    if (isAtEnd) this.scrollToEnd();
    if (this.#ticker === null) this.#tick();
  }
}
