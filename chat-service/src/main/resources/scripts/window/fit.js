/** How a chat that fills the screen fits it: it ends above the keyboard on the screen. */

const CHANGES = ["resize", "scroll"];

export class ScreenFit {
  #element;

  constructor(element) {
    this.#element = element;
  }

  follow() {
    for (const change of CHANGES) globalThis.visualViewport?.addEventListener(change, this.#fit);
    this.#fit();
  }

  leave() {
    for (const change of CHANGES) globalThis.visualViewport?.removeEventListener(change, this.#fit);
  }

  #fit = () => {
    const view = globalThis.visualViewport;
    if (!view) return;
    for (const [name, value] of [["--view-height", view.height], ["--view-top", view.offsetTop]]) {
      if (view.scale === 1) this.#element.style.setProperty(name, `${value}px`);
      else this.#element.style.removeProperty(name);
    }
  };
}
