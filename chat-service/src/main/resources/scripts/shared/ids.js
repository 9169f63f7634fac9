/** Ids: of products, sessions and messages. */

const LONGEST_MESSAGE_ID = 64;
const ID = /^(?!\.\.?$)[A-Za-z0-9._-]{1,64}$/;

export const isId = (value) => typeof value === "string" && ID.test(value);

/** Whether an id can be part of an address: the server judges it, if it can be. */
export const isAddressable = (id) => id !== "." && id !== ".." && id.isWellFormed?.() !== false;

export const isMessageId = (value) => typeof value === "string" && value !== "" && value.length <= LONGEST_MESSAGE_ID;

/** A new uuid, also where `crypto.randomUUID` is missing because the page came over plain HTTP. */
export function newId(crypto = globalThis.crypto) {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("")
    .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
