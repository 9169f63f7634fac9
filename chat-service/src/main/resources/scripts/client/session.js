/** The session of a conversation: where its socket is, how a new one is asked for, and when one takes another's place. */

import { isAddressable } from "../shared/ids.js";
import { REASONS, readRetryAfter, reasonsIn } from "../shared/reasons.js";

export const visitorReason = reasonsIn(REASONS);

/** Refusals of a session id that a new session helps against, and what a visitor reads while it is made. */
const RENEWABLE = new Set(["INVALID_SESSION_ID", "SESSION_EXPIRED", "SESSION_FOR_OTHER_PRODUCT"]);
const RENEWING = "The earlier conversation can’t be continued. A new one begins.";

export const isRenewable = ({ code }) => RENEWABLE.has(code);

/** The reason to try again with a new session in place of the refusal of an earlier one. */
export const renewing = (why) => ({ ...why, text: RENEWING, final: false });

/** The reason not to connect with these ids, since no address can have them; null where there is none. */
export function whyUnusable(productId, sessionId) {
  if (!isAddressable(productId)) return visitorReason("INVALID_PRODUCT_ID");
  return sessionId !== null && !isAddressable(sessionId) ? visitorReason("INVALID_SESSION_ID") : null;
}

export function socketUrl(baseUrl, productId, sessionId) {
  return `${baseUrl.replace(/^http/, "ws")}/ws/chat/customer/${encodeURIComponent(productId)}/${encodeURIComponent(sessionId)}`;
}

/** Asks for a session. Returns its `id`; or `retry`, the reason to wait; or `refused`, the final reason. */
export async function newSession(fetch, baseUrl, productId, now) {
  let response;
  let body;
  try {
    response = await fetch(`${baseUrl}/api/chat/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
      body: JSON.stringify({ product_id: productId }),
    });
    body = (await response.json().catch(() => null)) ?? {};
  } catch {
    return { retry: visitorReason("UNREACHABLE") };
  }
  const { ok, status } = response;
  if (ok && typeof body.session_id === "string") return { id: body.session_id };
  if (ok || status === 429 || status === 408 || status >= 500) {
    const code = body.code ?? (status === 429 ? "SESSION_LIMIT_EXCEEDED" : "UNREACHABLE");
    const wait = body.retry_after_ms >= 0 ? body.retry_after_ms : readRetryAfter(response.headers.get("Retry-After"), now());
    return { retry: visitorReason(code, { retry_after_ms: wait }) };
  }
  return { refused: visitorReason(body.code ?? "REFUSED", { message: body.detail, reconnect: false }) };
}
