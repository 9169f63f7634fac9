/** Unread messages in the title of the page, as in `(2) Lamp`: of all chats in it, and gone when they are read. */

const counts = new Map();
let shownPrefix = "";

/** Counts so many messages of one chat. What else becomes of the title stays. */
export function countInTitle(owner, count) {
  counts.set(owner, count);
  const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const prefix = total === 0 ? "" : `(${total}) `;
  if (prefix === shownPrefix) return;
  const title = document.title.startsWith(shownPrefix) ? document.title.slice(shownPrefix.length) : document.title;
  document.title = prefix + title;
  shownPrefix = prefix;
}
