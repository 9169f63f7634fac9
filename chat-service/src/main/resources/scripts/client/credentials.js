/** Who the visitor is, where the website knows: a token it has signed, and how to ask it for a newer one. */

/** The subject of a JSON Web Token, which its signature is to prove to the server; null where it can't be read. */
export function subjectOf(token) {
  try {
    const payload = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    const { sub } = JSON.parse(new TextDecoder().decode(Uint8Array.from(payload, (char) => char.charCodeAt(0))));
    return typeof sub === "string" ? sub : null;
  } catch {
    return null;
  }
}

export class Credentials {
  #token;
  #getToken;

  /** Without both the visitor is nobody in particular. */
  constructor(token, getToken) {
    this.renewWith(token, getToken);
  }

  /** Another token, or another way to ask for one, for the same visitor. */
  renewWith(token, getToken) {
    this.#token = token || null;
    this.#getToken = getToken ?? null;
  }

  /** Whether the website knows the visitor. */
  get areThere() { return this.#token !== null || this.#getToken !== null; }

  /** Whose token it is, without asking for one; null where that is not known. */
  get subject() { return this.#token === null ? null : subjectOf(this.#token); }

  /** The token to send: the last one, or one that is asked for now. Null without any. */
  async token() {
    this.#token ??= (await this.#getToken?.()) ?? null;
    return this.#token;
  }

  /** Another token in place of one that was refused; null where there is none. */
  async renewed(refused) {
    if (this.#token === refused) this.#token = null;
    const token = await this.token();
    return token === refused ? null : token;
  }
}
