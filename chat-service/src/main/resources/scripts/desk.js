/** The desk: puts the connection, what is known, and the views together. The address says which conversation is open. */

import { DeskConnection } from "./desk/connection.js";
import { ConversationView } from "./desk/conversation.js";
import { ConversationList } from "./desk/list.js";
import { DeskOutbox } from "./desk/outbox.js";
import { DeskState } from "./desk/state.js";
import { waitInWords } from "./shared/text.js";

const DESK_STATE_WORDS = { connecting: "Connecting …", connected: "Connected", waiting: "Not connected", offline: "Offline",
  refused: "Not connected" };

const part = (id) => document.getElementById(id);
const agent = document.body.dataset.agent;
const connection = new DeskConnection(`${location.origin.replace(/^http/, "ws")}/ws/chat/agent`);
const outbox = new DeskOutbox(agent, (frame) => connection.send(frame));
const desk = new DeskState(agent, connection, outbox);
const list = new ConversationList(desk);
const conversation = new ConversationView(desk, connection, outbox);
let waiting = 0;
/** Between two attempts the reason stays in view. */
let why = null;

function showState() {
  const { state, reason } = connection;
  if (state !== "connecting") why = reason;
  document.body.dataset.state = state;
  part("state").textContent = DESK_STATE_WORDS[state];
  part("notice").hidden = why === null;
  part("reason").textContent = why?.text ?? "";
  part("again").hidden = why?.code !== "NOT_SIGNED_IN";
  if (state !== "connecting") part("status").textContent = why?.text ?? DESK_STATE_WORDS[state];
  tick();
}

function tick() {
  const { state, retryIn } = connection;
  part("countdown").textContent = state === "waiting" ? `Trying again in ${waitInWords(retryIn)}.`
    : state === "connecting" ? "Trying again now …" : "";
  list.tick();
  conversation.tick();
}

function showList() {
  list.show();
  const others = [...new Set(desk.agents.map(({ name }) => name))].filter((name) => name !== desk.name);
  part("people").textContent = others.length === 0 ? "Nobody else is at the desk" : `Also at the desk: ${others.join(", ")}`;
  document.title = desk.waiting > 0 ? `(${desk.waiting}) Desk – Doorstep` : "Desk – Doorstep";
  if (desk.waiting > waiting) part("status").textContent = `${desk.waiting} waiting`;
  waiting = desk.waiting;
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
  const before = desk.open?.key;
  if (opens) desk.look(ids[0], ids[1]);
  else desk.leave();
  document.body.dataset.view = opens ? "talk" : "list";
  if (!opens && before !== undefined) part("list").querySelector("a")?.focus({ preventScroll: true });
}

connection.addEventListener("state", showState);
desk.addEventListener("list", showList);
desk.addEventListener("conversation", () => conversation.show());
addEventListener("hashchange", followAddress);
document.addEventListener("visibilitychange", () => desk.read());
setInterval(tick, 1_000);
followAddress();
connection.start();
