/** How an agent who looks elsewhere learns of a message: by a notification, and by a sound, each if it is wanted. */

import { allowSound, playSound } from "../shared/sound.js";
import { safely } from "../shared/storage.js";
import { deskTexts } from "./language.js";

const WANTED = "doorstep-desk:";

export class Alerts {
  #buttons;

  constructor() {
    this.#buttons = { notify: document.getElementById("notify"), sound: document.getElementById("sound") };
    this.#buttons.notify.hidden = globalThis.Notification === undefined;
    this.#buttons.notify.addEventListener("click", () => this.#turnNotifications());
    this.#buttons.sound.addEventListener("click", () => {
      this.#want("sound", !this.#isWanted("sound"));
      allowSound();
      if (this.#isWanted("sound")) playSound();
    });
    for (const touch of ["pointerdown", "keydown"]) {
      addEventListener(touch, () => {
        if (this.#isWanted("sound")) allowSound();
      });
    }
    this.#show();
  }

  /** A visitor has written: it is shown where nobody looks, and heard; `open()` leads to it. */
  tell(product, text, open) {
    if (this.#isWanted("sound")) playSound();
    if (!document.hidden || !this.#notifies) return;
    const note = new Notification(deskTexts.say("newMessage", { product }), { body: text, tag: product, icon: "/favicon.svg" });
    note.addEventListener("click", () => {
      globalThis.focus();
      open();
      note.close();
    });
  }

  get #notifies() { return this.#isWanted("notify") && globalThis.Notification?.permission === "granted"; }

  async #turnNotifications() {
    const wants = !this.#notifies;
    const allowed = wants ? await Notification.requestPermission() : "granted";
    this.#want("notify", wants && allowed === "granted");
  }

  #isWanted(what) { return safely(() => localStorage.getItem(WANTED + what)) === "yes"; }

  #want(what, is) {
    safely(() => localStorage.setItem(WANTED + what, is ? "yes" : "no"));
    this.#show();
  }

  #show() {
    this.#buttons.notify.setAttribute("aria-pressed", String(this.#notifies));
    this.#buttons.sound.setAttribute("aria-pressed", String(this.#isWanted("sound")));
  }
}
