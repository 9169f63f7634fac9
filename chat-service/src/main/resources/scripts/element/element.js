/** `<doorstep-chat>`: the chat in a corner of the page, around a DoorstepClient. */

import { DoorstepClient } from "../client/client.js";
import { subjectOf } from "../client/credentials.js";
import { safely } from "../shared/storage.js";
import { Texts } from "../shared/texts.js";
import { OBSERVED, defineProperties, pageOf, upgradeProperties } from "./attributes.js";
import { Language } from "./language.js";
import { LAUNCHER_ENGLISH, Launcher } from "./launcher.js";
import { complainAbout, complainAboutWindow, explain } from "./mistakes.js";
import { sheetOf } from "./style.js";

const Base = globalThis.HTMLElement ?? class {};
const OWN_HOST = new URL(import.meta.url).origin;
/** A page may set the product later; one that has not by then has forgotten it. */
const PRODUCT_PATIENCE_MS = 5_000;

/**
 * Attributes, which are properties too, and all of which are followed: `product-id`, `product-name`, `session-id`, `base-url`,
 * `heading`, `theme`, `connect`, `lang`, `texts`, `token`, `open`; and the property `getToken`. `client` is its DoorstepClient:
 * another one, after a `client` event, when the chat is about something else. Events that bubble: `state`, `message`, `unread`,
 * `rejected`.
 */
export class DoorstepChat extends Base {
  static observedAttributes = OBSERVED;
  /** Loads what a chat needs once it is opened. */
  static loadWindow = () => Promise.reject(new Error("no window"));

  #client = null;
  #subject = null;
  #following = new AbortController();
  #left = true;
  #settling = false;
  #launcher = null;
  #window = null;
  #loading = null;
  #isAwaited = false;
  #texts = new Texts(LAUNCHER_ENGLISH);
  #language = new Language(this, this.#texts, () => this.#speak());
  #ownTexts = null;
  #getToken = null;

  get client() { return this.#client; }
  /** Messages that came while nobody looked. */
  get unread() { return this.#launcher?.unread ?? 0; }
  get isOpen() { return this.hasAttribute("open"); }
  /** The address of the chat's host. */
  get host() { return (this.getAttribute("base-url") || OWN_HOST).replace(/\/+$/, ""); }

  get token() { return this.getAttribute("token") ?? ""; }
  set token(token) {
    if (token) this.setAttribute("token", token);
    else this.removeAttribute("token");
  }

  /** A function that returns a token, or a promise of one, when there is none or it has expired. */
  get getToken() { return this.#getToken; }
  set getToken(getToken) {
    this.#getToken = getToken ?? null;
    this.#settleSoon();
  }

  /** Own texts by key, in place of the language's. */
  get texts() { return this.#ownTexts ?? safely(() => JSON.parse(this.getAttribute("texts"))) ?? {}; }
  set texts(texts) {
    this.#ownTexts = texts ?? null;
    this.#speak();
  }

  /** Opens the chat, as if the visitor had. Frameworks set `open` to a truth value, which does the same to the attribute. */
  get open() { return () => this.#setOpen(true); }
  set open(open) { this.toggleAttribute("open", Boolean(open)); }

  close() { return this.#setOpen(false); }

  /** Sends a message as if the visitor had written it; returns its id, or null where nothing can be sent. */
  sendMessage(text) {
    if (this.#client === null || this.#client.productId === "" || this.#client.state === "refused") return null;
    this.#client.start();
    return this.#client.send(text);
  }

  connectedCallback() {
    if (this.#launcher === null) this.#build();
    upgradeProperties(this);
    this.ownerDocument.addEventListener("visibilitychange", this.#look);
    if (this.#left) {
      this.#turnTo(this.#subjectNow());
      this.toggleAttribute("open", this.hasAttribute("open") || this.#wasOpen());
    }
    this.#language.follow();
    this.#showOpen();
    this.#settleSoon();
  }

  disconnectedCallback() {
    this.ownerDocument.removeEventListener("visibilitychange", this.#look);
    this.#language.leave();
    this.#settleSoon();
  }

  /** Whoever is moved stays connected. */
  connectedMoveCallback() {}

  adoptedCallback() { if (this.#launcher !== null) this.#dress(); }

  attributeChangedCallback(name, before, now) {
    if (this.#launcher === null || before === now) return;
    if (name === "open") this.#showOpen();
    if (name === "lang") this.#language.look();
    else if (name === "heading" || name === "texts") this.#speak();
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
    complainAbout(this);
    const subject = this.#subjectNow();
    if (JSON.stringify(subject) !== JSON.stringify(this.#subject)) {
      this.#leave();
      this.#turnTo(subject);
    }
    this.#client.credentials = { token: this.token, getToken: this.#getToken };
    if (subject.productId === "") {
      setTimeout(() => !this.#left && this.productId === "" && this.#explain("NO_PRODUCT"), PRODUCT_PATIENCE_MS);
    } else if (this.connect !== "lazy" || this.isOpen || this.#client.isUnanswered) {
      this.#client.start();
    }
  }

  /** What the chat is about: whose it is, where, and with whom. */
  #subjectNow() {
    return {
      productId: this.productId,
      sessionId: this.sessionId || null,
      baseUrl: this.host,
      who: this.token ? subjectOf(this.token) : this.#getToken !== null,
    };
  }

  /** Makes a client for a subject, and shows what it has. It starts when it is known that the page means it. */
  #turnTo(subject) {
    this.#left = false;
    this.#subject = subject;
    this.#client = new DoorstepClient({ ...subject, token: this.token, getToken: this.#getToken,
      describePage: () => pageOf(this) });
    this.#following = new AbortController();
    const { signal } = this.#following;
    const heard = { message: (detail) => this.#onMessage(detail), state: (detail) => this.#onState(detail),
      rejected: (detail) => this.#onRejected(detail) };
    for (const [type, hear] of Object.entries(heard)) this.#client.addEventListener(type, ({ detail }) => hear(detail), { signal });
    this.#launcher.showState(this.#client.state);
    this.#window?.follow(this.#client, this.#key("draft"));
    this.dispatchEvent(new Event("client"));
  }

  #leave() {
    this.#left = true;
    this.#following.abort();
    this.#window?.leave();
    this.#client.stop();
    this.#count(0);
  }

  #build() {
    this.attachShadow({ mode: "open" });
    this.#launcher = new Launcher(this.#texts);
    const { node } = this.#launcher;
    node.addEventListener("click", () => this.#setOpen(true));
    for (const near of ["pointerenter", "focus"]) node.addEventListener(near, () => void this.#loadWindow());
    this.shadowRoot.append(node);
    this.#dress();
  }

  #dress() {
    const document = this.ownerDocument;
    const more = this.#window === null ? [] : [sheetOf(document, this.#window.constructor.style)];
    this.shadowRoot.adoptedStyleSheets = [sheetOf(document), ...more];
  }

  /** Once the visitor opens the chat, or is about to. Where it can't be loaded, it is tried again with the next opening. */
  async #loadWindow() {
    if (this.#launcher === null) return;
    try {
      this.#loading ??= DoorstepChat.loadWindow();
      const { ChatWindow: Window } = await this.#loading;
      if (this.#window !== null) return;
      this.#window = new Window(this, this.#texts, () => this.#setOpen(false));
      this.#dress();
      if (!this.#left) this.#window.follow(this.#client, this.#key("draft"));
      this.#speak();
    } catch (why) {
      this.#loading = null;
      this.#isAwaited = true;
      this.#launcher.node.hidden = false;
      complainAboutWindow(why);
    }
  }

  /** Says everything in the language there is now, and in the page's own words. */
  #speak() {
    if (this.#launcher === null) return;
    this.#texts.own = this.texts;
    this.#launcher.show();
    this.#window?.speak(this.heading);
    this.#showOpen();
  }

  /** Somebody looks at an open chat: what came has been read. */
  #look = () => {
    if (this.isOpen && !this.ownerDocument.hidden) this.#count(0);
  };

  /** Drafts are of a conversation; what else is kept is of a product. */
  #key(name) {
    const { productId, sessionId, who } = this.#subject;
    const whose = [sessionId, typeof who === "string" ? `@${who}` : null].filter((part) => part !== null);
    return ["doorstep", productId, ...(name === "draft" ? whose : []), name].join(":");
  }

  /** As the visitor left it; at first, open where there is room for it beside the page and the page does not wait for it. */
  #wasOpen() {
    const kept = safely(() => sessionStorage.getItem(this.#key("open")));
    if (kept !== null && kept !== undefined) return kept === "yes";
    return this.connect !== "lazy" && globalThis.matchMedia("(min-width: 1100px)").matches;
  }

  async #setOpen(open) {
    safely(() => sessionStorage.setItem(this.#key("open"), open ? "yes" : "no"));
    this.#isAwaited = open;
    this.toggleAttribute("open", open);
    if (open) await this.#loadWindow();
    if (this.isOpen) this.#window?.focus();
    else this.#launcher?.node.focus();
  }

  /** A visitor who opens the chat sees its button until the window is there; a chat that is open at first shows neither. */
  #showOpen() {
    const { node } = this.#launcher;
    if (this.isOpen && this.#window === null) void this.#loadWindow();
    const shows = this.isOpen && this.#window !== null;
    node.hidden = shows || (this.isOpen && !this.#isAwaited) || !this.#language.isKnown;
    node.setAttribute("aria-expanded", String(this.isOpen));
    this.#window?.show(shows && this.#language.isKnown);
    if (shows) this.#look();
  }

  #count(unread) {
    if (this.unread === unread) return;
    this.#launcher.count(unread);
    this.#tell("unread", { count: unread });
  }

  #onState(detail) {
    this.#launcher.showState(detail.state);
    this.#tell("state", detail);
  }

  #onMessage(message) {
    if (!this.isOpen || this.ownerDocument.hidden) {
      this.#count(this.unread + 1);
      this.#window?.sound();
    }
    this.#tell("message", message);
  }

  #explain(code) { void explain(code, this.host, DoorstepChat.loadWindow); }

  #onRejected(reason) {
    if (reason.final) this.#explain(reason.code);
    this.#tell("rejected", reason);
  }

  /** Tells the page. No further than its document: of a window, `message` events are of other pages. */
  #tell(type, detail) {
    const event = new CustomEvent(type, { detail, bubbles: true, composed: true });
    const stop = (heard) => {
      if (heard === event) event.stopPropagation();
    };
    this.ownerDocument.addEventListener(type, stop);
    this.dispatchEvent(event);
    this.ownerDocument.removeEventListener(type, stop);
  }
}

defineProperties(DoorstepChat.prototype);
