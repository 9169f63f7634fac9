/** The order of a conversation: by sequence, and those that have none yet last, as they came. */

export function sortBySequence(messages) {
  messages.sort((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity) || 0);
}
