/** The desk: puts the connection, what is known, and the views together. The address says which conversation is open. */

import { DeskBook } from "./desk-book.js";
import { DeskLink, inWords } from "./desk-link.js";
import { DeskList } from "./desk-list.js";
import { Outbox } from "./desk-outbox.js";
import { DeskTalk } from "./desk-talk.js";

const STATES = { connecting: "Connecting …", connected: "Connected", waiting: "Not connected", offline: "Offline", refused: "Not connected" };

const part = (id) => document.getElementById(id);
const agent = document.body.dataset.agent;
const link = new DeskLink(`${location.origin.replace(/^http/, "ws")}/ws/chat/agent`);
const outbox = new Outbox(agent, (frame) => link.send(frame));
const book = new DeskBook(agent, link, outbox);
const list = new DeskList(book);
const talk = new DeskTalk(book, link, outbox);
let waiting = 0;

function showState() {
  const { state, reason: why } = link;
  document.body.dataset.state = state;
  part("state").textContent = STATES[state];
  part("notice").hidden = why === null || state === "connected";
  part("reason").textContent = why?.text ?? "";
  part("again").hidden = why?.code !== "NOT_SIGNED_IN";
  if (state !== "connecting") part("status").textContent = why?.text ?? STATES[state];
  tick();
}

function tick() {
  const { state, retryIn } = link;
  part("countdown").textContent = state === "waiting" ? `Trying again in ${inWords(retryIn)}.`
    : state === "connecting" ? "Trying again now …" : "";
  list.tick();
  talk.tick();
}

function showList() {
  list.show();
  const others = [...new Set(book.agents.map(({ name }) => name))].filter((name) => name !== book.name);
  part("people").textContent = others.length === 0 ? "Nobody else is at the desk" : `Also at the desk: ${others.join(", ")}`;
  document.title = book.waiting > 0 ? `(${book.waiting}) Desk – Doorstep` : "Desk – Doorstep";
  if (book.waiting > waiting) part("status").textContent = `${book.waiting} waiting`;
  waiting = book.waiting;
}

/** The conversation that the address names, if it names one. */
function followAddress() {
  let ids = [];
  try {
    ids = location.hash.slice(1).split("/").map(decodeURIComponent);
  } catch {
    // An address that somebody mistyped opens nothing.
  }
  const opens = ids.length === 2 && ids[0] !== "" && ids[1] !== "";
  const before = book.open?.key;
  if (opens) book.look(ids[0], ids[1]);
  else book.leave();
  document.body.dataset.view = opens ? "talk" : "list";
  if (!opens && before !== undefined) part("list").querySelector("a")?.focus({ preventScroll: true });
}

link.addEventListener("state", showState);
book.addEventListener("list", showList);
book.addEventListener("talk", () => talk.show());
addEventListener("hashchange", followAddress);
document.addEventListener("visibilitychange", () => book.read());
setInterval(tick, 1_000);
followAddress();
showState();
link.start();
