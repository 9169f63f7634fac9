/** The attributes of the chat's element, and the properties that are the same under another name. */

const ATTRIBUTES = Object.freeze({ productId: "product-id", sessionId: "session-id", baseUrl: "base-url", heading: "heading",
  theme: "theme", connect: "connect", productName: "product-name" });
const VALUES = ["token", "getToken", "texts"];

export const OBSERVED = ["open", "lang", "texts", "token", ...Object.values(ATTRIBUTES)];

/** Gives a class the properties: each reads and writes its attribute; null and undefined take it away. */
export function defineProperties(element) {
  for (const [property, attribute] of Object.entries(ATTRIBUTES)) {
    Object.defineProperty(element, property, { configurable: true, enumerable: true,
      get() { return this.getAttribute(attribute) ?? ""; },
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value);
      } });
  }
}

/** What a page has set before the element was known, which would hide the properties for good. */
export function upgradeProperties(element) {
  for (const property of [...Object.keys(ATTRIBUTES), ...VALUES, "open"]) {
    if (!Object.hasOwn(element, property)) continue;
    const value = element[property];
    delete element[property];
    element[property] = value;
  }
}

/** What agents read of the page that a chat is in: no more of its address than leads there. */
export function pageOf({ productName }) {
  const { origin, pathname } = globalThis.location;
  return { ...(productName ? { product_name: productName } : {}), url: `${origin}${pathname}` };
}
