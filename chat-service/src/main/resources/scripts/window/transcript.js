/** The conversation as a text that a visitor keeps. */

const DELIVERED = new Set(["sent", "pending"]);

/** A line for each message that has arrived: when, who, what. */
export function transcriptOf(messages, words) {
  return messages.filter(({ status }) => DELIVERED.has(status))
    .map((message) => `${words.date(message.time)} – ${words.author(message)}: ${message.text}`).join("\n");
}

/** Whether it could be copied: browsers allow it to pages of safe origins that somebody has touched. */
export async function copyTranscript(messages, words) {
  try {
    await navigator.clipboard.writeText(transcriptOf(messages, words));
    return true;
  } catch {
    return false;
  }
}

/** Has the browser save it as a file of this name. */
export function saveTranscript(messages, words, name) {
  const url = URL.createObjectURL(new Blob([`${transcriptOf(messages, words)}\n`], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
