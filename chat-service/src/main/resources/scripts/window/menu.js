/** The menu of the chat's window: to keep the conversation, and whether messages are heard. */

import { allowSound, playSound } from "../shared/sound.js";
import { safely } from "../shared/storage.js";
import { copyTranscript, saveTranscript } from "./transcript.js";

const SOUND = "doorstep:sound";

export class Menu {
  #parts;
  #words;
  #tell;
  #client;

  /** `tell(words)` is read and heard; `client()` is the chat's present one. */
  constructor(parts, words, tell, client) {
    this.#parts = parts;
    this.#words = words;
    this.#tell = tell;
    this.#client = client;
    const { panel, more, menu, copy, save, sound } = parts;
    more.addEventListener("click", () => this.#turn(menu.hidden));
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget !== more && !menu.contains(relatedTarget)) this.#turn(false);
    });
    copy.addEventListener("click", () => this.#copy());
    save.addEventListener("click", () => this.#save());
    sound.addEventListener("click", () => this.#turnSound());
    for (const touch of ["pointerdown", "keydown"]) {
      panel.addEventListener(touch, () => {
        if (this.#isLoud) allowSound();
      });
    }
    this.#showSound();
  }

  get isOpen() { return !this.#parts.menu.hidden; }

  /** Closes it, and gives the focus back to its button. */
  close() {
    this.#turn(false);
    this.#parts.more.focus();
  }

  /** Sounds, if the visitor wants that. */
  sound() {
    if (this.#isLoud) playSound();
  }

  get #isLoud() { return safely(() => localStorage.getItem(SOUND)) === "yes"; }

  #turn(open) {
    const { more, menu, copy } = this.#parts;
    menu.hidden = !open;
    more.setAttribute("aria-expanded", String(open));
    if (open) copy.focus();
  }

  async #copy() {
    const isCopied = await copyTranscript(this.#client().messages, this.#words);
    this.close();
    this.#tell(this.#words.say(isCopied ? "copied" : "notCopied"));
  }

  #save() {
    const { messages, productId } = this.#client();
    saveTranscript(messages, this.#words, `chat-${productId}.txt`);
    this.close();
  }

  #turnSound() {
    const isLoud = !this.#isLoud;
    safely(() => localStorage.setItem(SOUND, isLoud ? "yes" : "no"));
    this.#showSound();
    if (!isLoud) return;
    allowSound();
    playSound();
  }

  #showSound() { this.#parts.sound.setAttribute("aria-pressed", String(this.#isLoud)); }
}
