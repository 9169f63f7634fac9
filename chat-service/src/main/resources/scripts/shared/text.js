/** Texts that people write: what can be sent, and which keys are still part of writing. */

/** The longest message the chat takes, in characters. */
export const MAX_TEXT = 4000;
/** From here on the writer reads how much room is left. */
export const ROOM_SHOWN = 400;

/** White space, control characters, what Unicode has renderers ignore, and the blanks outside of these. The server's list. */
const SHOWS_NOTHING = new RegExp("^[\\p{White_Space}\\p{Z}\\p{Cc}\\p{Default_Ignorable_Code_Point}"
  + "\\u{2800}\\u{FFF9}-\\u{FFFB}\\u{13441}\\u{13442}\\u{16FE4}\\u{1D159}]*$", "u");

/** Whether a text has a character that shows: without one the chat takes it for empty. */
export function hasText(text) {
  return !SHOWS_NOTHING.test(text);
}

export const isSendable = (value) => typeof value === "string" && hasText(value) && [...value].length <= MAX_TEXT;

/** Whether a key goes to an input method. Safari ends a composition before the key that ended it, and marks that with 229. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}
