/** The session of a conversation: where its socket is, how a new one is asked for, and when one takes another's place. */

import { isAddressable } from "../shared/ids.js";
import { REASONS, readRetryAfter, reasonsIn } from "../shared/reasons.js";

export const visitorReason = reasonsIn(REASONS);

/** Refusals of a session id that a new session helps against. */
const RENEWABLE = new Set(["INVALID_SESSION_ID", "SESSION_EXPIRED", "SESSION_FOR_OTHER_PRODUCT"]);

/** Reasons of the network, and of servers and websites that come and go. */
const NOT_REJECTED = new Set(["CONNECTION_LOST", "NO_ANSWER", "UNREACHABLE", "OFFLINE", "SERVER_DRAINING", "IDLE_TIMEOUT",
  "ROOM_NEEDED", "NO_TOKEN", "TOKEN_NOT_CHECKED"]);

/** Whether the server has rejected the visitor, for this reason. */
export const isRejection = ({ code }) => !NOT_REJECTED.has(code);

/** Whether it made room for others, and comes back when its visitor writes. */
export const isForRoom = (why) => why?.code === "ROOM_NEEDED";

export const isRenewable = ({ code }) => RENEWABLE.has(code);

/** The reason to try again with a new session in place of the refusal of an earlier one. */
export const renewing = (why) => ({ ...why, name: "RENEWING", text: REASONS.RENEWING.text, final: false });

/** The reason not to connect with these ids, since no address can have them; null where there is none. */
export function whyUnusable(productId, sessionId) {
  if (!isAddressable(productId)) return visitorReason("INVALID_PRODUCT_ID");
  return sessionId !== null && !isAddressable(sessionId) ? visitorReason("INVALID_SESSION_ID") : null;
}

export function socketUrl(baseUrl, productId, sessionId) {
  return `${baseUrl.replace(/^http/, "ws")}/ws/chat/customer/${encodeURIComponent(productId)}/${encodeURIComponent(sessionId)}`;
}

/**
 * Asks for a session, for whoever the credentials are of. A token that is refused is replaced once. Returns its `id`; or
 * `retry`, the reason to wait; or `refused`, the final reason.
 */
export async function newSession(request, credentials) {
  let token;
  let answer;
  try {
    token = await credentials.token();
    if (token === null && credentials.areThere) return { retry: visitorReason("NO_TOKEN") };
    answer = await ask(request, token);
    const newer = answer.status === 401 ? await credentials.renewed(token) : null;
    if (newer !== null) answer = await ask(request, newer);
  } catch {
    return { retry: visitorReason(token === undefined ? "NO_TOKEN" : "UNREACHABLE") };
  }
  return sessionIn(answer, request.now);
}

async function ask({ fetch, baseUrl, productId }, token) {
  const response = await fetch(`${baseUrl}/api/chat/sessions`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json",
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ product_id: productId }),
  });
  const { ok, status, headers } = response;
  return { ok, status, headers, body: (await response.json().catch(() => null)) ?? {} };
}

function sessionIn({ ok, status, headers, body }, now) {
  if (ok && typeof body.session_id === "string") return { id: body.session_id };
  if (ok || status === 429 || status === 408 || status >= 500) {
    const code = body.code ?? (status === 429 ? "SESSION_LIMIT_EXCEEDED" : "UNREACHABLE");
    const wait = body.retry_after_ms >= 0 ? body.retry_after_ms : readRetryAfter(headers.get("Retry-After"), now());
    return { retry: visitorReason(code, { ...body, retry_after_ms: wait, reconnect: true }) };
  }
  return { refused: visitorReason(body.code ?? "REFUSED", { message: body.detail, reconnect: false }) };
}
