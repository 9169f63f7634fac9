/** Why a chat cannot be, and where the answer lies, in words for whoever made the page. */

/** Null where the page's developer can do nothing about it. */
export function explanationOf(code, baseUrl) {
  const origin = globalThis.location?.origin;
  switch (code) {
    case "ORIGIN_NOT_ALLOWED":
      return `pages of ${origin} may not open a chat at ${baseUrl}. Name this origin in the chat service's setting `
        + `doorstep.origins: doorstep.origins=${origin}`;
    case "INVALID_TOKEN":
    case "TOKEN_EXPIRED":
      return `the token was refused (${code}). Set a newer one, or getToken, which is asked for one.`;
    case "INVALID_SESSION_ID":
      return "the session-id was refused. Leave it out, or use one that POST /api/chat/sessions gave.";
    case "NO_PRODUCT":
      return '<doorstep-chat> has no product-id, so it is not connected: write <doorstep-chat product-id="11">.';
    default:
      return null;
  }
}
