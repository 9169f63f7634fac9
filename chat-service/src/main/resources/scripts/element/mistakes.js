/** Mistakes of a page, each said once in its console, in words for whoever made them. */

import { isId } from "../shared/ids.js";
import { safely } from "../shared/storage.js";

const THEMES = ["", "light", "dark", "auto"];
const WAYS_TO_CONNECT = ["", "eager", "lazy"];
const said = new Set();

function complain(sentence) {
  if (said.has(sentence)) return;
  said.add(sentence);
  console.error(`Doorstep: ${sentence}`);
}

const isAddress = (text) => safely(() => ["http:", "https:"].includes(new URL(text).protocol)) === true;

/** Looks through what a page has said about its chat. */
export function complainAbout({ productId, sessionId, baseUrl, theme, connect, token, getToken }) {
  const id = "1 to 64 letters, digits, dots, underscores or hyphens";
  if (productId !== "" && !isId(productId)) complain(`product-id="${productId}" is none: it has ${id}.`);
  if (sessionId && !isId(sessionId)) complain(`session-id="${sessionId}" is none: it has ${id}.`);
  if (baseUrl && !isAddress(baseUrl)) complain(`base-url="${baseUrl}" is no address such as https://chat.example.`);
  if (!THEMES.includes(theme)) complain(`theme="${theme}" is not known: write light, dark or auto.`);
  if (!WAYS_TO_CONNECT.includes(connect)) complain(`connect="${connect}" is not known: write eager or lazy.`);
  if (token && !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) complain("token is no JSON Web Token.");
  if (getToken && typeof getToken !== "function") complain("getToken is no function that returns a token.");
}

/** Says where the answer lies, if it lies with the page's developer. The words come with the window. */
export async function explain(code, baseUrl, loadWindow) {
  const sentence = (await loadWindow().catch(() => null))?.explanationOf(code, baseUrl);
  if (sentence) complain(sentence);
}

/** The script is in the page a second time, from another address: the first one keeps the element. */
export function complainAboutTwice() {
  complain("doorstep-client.js is loaded twice, from two addresses: leave one out.");
}

/** The second script did not come: a policy, a network, or a server that is being replaced. */
export function complainAboutWindow(why) {
  complain(`the chat's window could not be loaded (${why.message}). Is the chat's host in script-src of the page's policy?`);
}
