/** Which conversations the list shows: all, the agent's own, or those that wait, and of those what was searched for. */

const KINDS = {
  all: () => true,
  mine: ({ agent }, name) => agent === name,
  waiting: ({ state }) => state === "waiting",
};

const plain = (text) => String(text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Events: `change`. */
export class Filter extends EventTarget {
  #kind = "all";
  #words = [];
  #search = document.getElementById("search");

  constructor() {
    super();
    for (const button of document.querySelectorAll("#kinds button")) {
      button.addEventListener("click", () => this.#choose(button.dataset.kind));
    }
    this.#search.addEventListener("input", () => {
      this.#words = plain(this.#search.value).split(/\s+/).filter((word) => word !== "");
      this.dispatchEvent(new Event("change"));
    });
    this.#search.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#search.value === "") return;
      event.stopPropagation();
      this.#search.value = "";
      this.#search.dispatchEvent(new Event("input"));
    });
  }

  /** Whether anything is left out. */
  get isOn() { return this.#kind !== "all" || this.#words.length > 0; }

  /** Whether an agent of this name is to see a conversation. */
  shows(summary, name) { return KINDS[this.#kind](summary, name) && this.#matches(summary); }

  #matches({ product_id: productId, product_name: product, session_id: sessionId, agent, last }) {
    if (this.#words.length === 0) return true;
    const text = plain([productId, product, sessionId, agent, last?.author_name, last?.text].filter(Boolean).join(" "));
    return this.#words.every((word) => text.includes(word));
  }

  #choose(kind) {
    this.#kind = kind;
    for (const button of document.querySelectorAll("#kinds button")) {
      button.setAttribute("aria-pressed", String(button.dataset.kind === kind));
    }
    this.dispatchEvent(new Event("change"));
  }
}
