/** Keys of the desk that work wherever the agent is, but in a text. */

const isWriting = ({ target, ctrlKey, metaKey, altKey }) =>
  ctrlKey || metaKey || altKey || target.closest("input, textarea, select") !== null;

/** `nextWaiting()` opens the conversation that waits longest. */
export function listenToKeys(nextWaiting) {
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape") {
      location.hash = "";
      return;
    }
    const act = { "/": () => document.getElementById("search").focus(), n: nextWaiting }[event.key.toLowerCase()];
    if (act === undefined || isWriting(event)) return;
    event.preventDefault();
    act();
  });
}
