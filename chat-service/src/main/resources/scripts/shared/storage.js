/** Web storage that may be switched off, be full, or hold what another version or script has left. */

/** The result of `task`, or undefined where it throws (storage that is switched off does, on being looked at). */
export function safely(task) {
  try {
    return task();
  } catch {
    return undefined;
  }
}

/** The JSON value of a key; null where there is none. `area` gives the storage, since asking for it can throw. */
export function readJson(area, key) {
  return safely(() => JSON.parse(area().getItem(key))) ?? null;
}

/** Writes a JSON value; where that fails, the page goes on without it. */
export function writeJson(area, key, value) {
  safely(() => area().setItem(key, JSON.stringify(value)));
}

export const listOf = (value) => (Array.isArray(value) ? value : []);
