/** `<doorstep-chat>`: the chat in a corner of the page, around a DoorstepClient. */

import { DoorstepClient } from "../client/client.js";
import { safely } from "../shared/storage.js";
import { MAX_TEXT, hasText, isComposing } from "../shared/text.js";
import { buildParts } from "./parts.js";
import { chatStyle } from "./style.js";
import { ChatView } from "./view.js";
import { HEADING } from "./words.js";

const Base = globalThis.HTMLElement ?? class {};

/**
 * Attributes: `product-id`; `session-id`, where the page has chosen the conversation; `base-url`, where the chat is not served
 * by the host this module came from; `heading`; `theme` (`light`, `dark`, or `auto` for what the visitor's system has);
 * `open`. All of them are followed. Colours, sizes and font: the `--doorstep-…` variables. `client` is its DoorstepClient:
 * another one, after a `client` event, when the chat is about something else.
 */
export class DoorstepChat extends Base {
  static observedAttributes = ["open", "heading", "product-id", "session-id", "base-url"];

  #client = null;
  #subject = null;
  #following = new AbortController();
  #left = true;
  #settling = false;
  #parts = null;
  #view = null;
  #unread = 0;

  get client() { return this.#client; }

  connectedCallback() {
    if (this.#parts === null) this.#build();
    for (const change of ["resize", "scroll"]) globalThis.visualViewport?.addEventListener(change, this.#fit);
    this.#fit();
    if (this.#left) {
      this.#turnTo(this.#subjectNow());
      this.toggleAttribute("open", this.hasAttribute("open") || this.#wasOpen());
    }
    this.#showOpen();
    this.#settleSoon();
  }

  disconnectedCallback() {
    for (const change of ["resize", "scroll"]) globalThis.visualViewport?.removeEventListener(change, this.#fit);
    this.#settleSoon();
  }

  /** Whoever is moved stays connected. */
  connectedMoveCallback() {}

  adoptedCallback() {
    if (this.#parts !== null) this.#dress();
  }

  attributeChangedCallback(name, before, now) {
    if (this.#parts === null || before === now) return;
    if (name === "open") this.#showOpen();
    else if (name === "heading") this.#parts.heading.textContent = now || HEADING;
    else this.#settleSoon();
  }

  /** Once all that the page changes now has been changed: a page sets attributes one by one, and moves what it has inserted. */
  #settleSoon() {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      this.#settle();
    });
  }

  #settle() {
    if (this.#left) return;
    if (!this.isConnected) {
      this.#leave();
      return;
    }
    const subject = this.#subjectNow();
    if (JSON.stringify(subject) !== JSON.stringify(this.#subject)) {
      this.#leave();
      this.#turnTo(subject);
    }
    if (subject.productId !== "") this.#client.start();
  }

  /** What the chat is about: whose it is, and where. */
  #subjectNow() {
    return {
      productId: this.getAttribute("product-id") ?? "",
      sessionId: this.getAttribute("session-id") || null,
      baseUrl: this.getAttribute("base-url") || undefined,
    };
  }

  /** Makes a client for a subject, and shows what it has. It starts when it is known that the page means it. */
  #turnTo(subject) {
    this.#left = false;
    this.#subject = subject;
    this.#client = new DoorstepClient(subject);
    this.#following = new AbortController();
    this.#client.addEventListener("message", () => this.#onMessage(), { signal: this.#following.signal });
    this.#parts.input.value = (safely(() => sessionStorage.getItem(this.#key("draft"))) ?? "").slice(0, MAX_TEXT);
    this.#view.follow(this.#client);
    this.dispatchEvent(new Event("client"));
  }

  #leave() {
    this.#left = true;
    this.#following.abort();
    this.#view.leave();
    this.#client.stop();
    this.#unread = 0;
    this.#showUnread();
  }

  #build() {
    const parts = buildParts(this.getAttribute("heading"));
    this.attachShadow({ mode: "open" });
    this.#dress();
    this.shadowRoot.append(parts.launcher, parts.panel, parts.status, parts.deskStatus);
    this.#parts = parts;
    this.#view = new ChatView(parts);
    this.#listen(parts);
  }

  #dress() { this.shadowRoot.adoptedStyleSheets = [chatStyle(this.ownerDocument)]; }

  #listen({ launcher, close, panel, form, input }) {
    launcher.addEventListener("click", () => this.#setOpen(true));
    close.addEventListener("click", () => this.#setOpen(false));
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !isComposing(event)) this.#setOpen(false);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
      event.preventDefault();
      this.#submit();
    });
    input.addEventListener("input", () => {
      safely(() => sessionStorage.setItem(this.#key("draft"), input.value));
      this.#view.showRoom();
      if (hasText(input.value)) this.#client.typing();
    });
  }

  /** Where the chat fills the screen, it ends above the keyboard on the screen. */
  #fit = () => {
    const view = globalThis.visualViewport;
    if (!view) return;
    for (const [name, value] of [["--view-height", view.height], ["--view-top", view.offsetTop]]) {
      if (view.scale === 1) this.style.setProperty(name, `${value}px`);
      else this.style.removeProperty(name);
    }
  };

  /** Drafts are of a conversation; what else is kept is of a product. */
  #key(name) {
    const { productId, sessionId } = this.#subject;
    return ["doorstep", productId, ...(name === "draft" && sessionId !== null ? [sessionId] : []), name].join(":");
  }

  /** As the visitor left it; at first, open where there is room for it beside the page. */
  #wasOpen() {
    const kept = safely(() => sessionStorage.getItem(this.#key("open")));
    return kept === null || kept === undefined ? globalThis.matchMedia("(min-width: 1100px)").matches : kept === "yes";
  }

  #setOpen(open) {
    safely(() => sessionStorage.setItem(this.#key("open"), open ? "yes" : "no"));
    this.toggleAttribute("open", open);
    (open ? this.#parts.input : this.#parts.launcher).focus();
  }

  #showOpen() {
    const { panel, launcher } = this.#parts;
    const open = this.hasAttribute("open");
    panel.hidden = !open;
    launcher.hidden = open;
    launcher.setAttribute("aria-expanded", String(open));
    if (!open) return;
    this.#unread = 0;
    this.#showUnread();
    this.#view.scrollToEnd();
  }

  #showUnread() {
    const { launcher, badge } = this.#parts;
    badge.hidden = this.#unread === 0;
    badge.textContent = String(this.#unread);
    if (this.#unread === 0) launcher.removeAttribute("aria-label");
    else launcher.setAttribute("aria-label", `Chat with us, ${this.#unread} unread`);
  }

  #submit() {
    const { input } = this.#parts;
    if (input.disabled || this.#client.send(input.value) === null) return;
    input.value = "";
    safely(() => sessionStorage.removeItem(this.#key("draft")));
    this.#view.showRoom();
    this.#view.scrollToEnd();
  }

  #onMessage() {
    if (this.hasAttribute("open")) return;
    this.#unread += 1;
    this.#showUnread();
  }
}
