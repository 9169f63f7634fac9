/** The desk: puts the connection, what is known, and the views together. The address says which conversation is open. */

import { Alerts } from "./desk/alerts.js";
import { DeskConnection } from "./desk/connection.js";
import { ConversationView } from "./desk/conversation.js";
import { Filter } from "./desk/filter.js";
import { listenToKeys } from "./desk/keys.js";
import { deskTexts, speakOwnLanguage } from "./desk/language.js";
import { ConversationList, addressOf } from "./desk/list.js";
import { DeskOutbox } from "./desk/outbox.js";
import { DeskState } from "./desk/state.js";

const part = (id) => document.getElementById(id);
const { agent } = document.body.dataset;
const connection = new DeskConnection(`${location.origin.replace(/^http/, "ws")}/ws/chat/agent`);
const outbox = new DeskOutbox(agent, (frame) => connection.send(frame));
const desk = new DeskState(agent, connection, outbox);
const filter = new Filter();
const list = new ConversationList(desk, filter);
const conversation = new ConversationView(desk, connection, outbox);
const alerts = new Alerts();
let waiting = 0;
/** Between two attempts the reason stays in view. */
let why = null;

const stateInWords = (state) => deskTexts.say(["connecting", "connected", "offline"].includes(state) ? state : "disconnected");

function showState() {
  const { state, reason } = connection;
  if (state !== "connecting") why = reason;
  document.body.dataset.state = state;
  part("state").textContent = stateInWords(state);
  part("notice").hidden = why === null;
  part("reason").textContent = why === null ? "" : deskTexts.reason(why);
  part("again").hidden = why?.code !== "NOT_SIGNED_IN";
  if (state !== "connecting") part("status").textContent = why === null ? stateInWords(state) : deskTexts.reason(why);
  tick();
}

function tick() {
  const { state, retryIn } = connection;
  part("countdown").textContent = state === "waiting" ? deskTexts.say("retry", { wait: deskTexts.wait(retryIn) })
    : state === "connecting" ? deskTexts.say("retryNow") : "";
  list.tick();
  conversation.tick();
}

function showList() {
  list.show();
  const others = [...new Set(desk.agents.map(({ name }) => name))].filter((name) => name !== desk.name);
  part("people").textContent = others.length === 0 ? deskTexts.say("nobodyElse")
    : deskTexts.say("alsoHere", { names: deskTexts.list(others) });
  const title = `${deskTexts.say("desk")} – Doorstep`;
  document.title = desk.waiting > 0 ? `(${desk.waiting}) ${title}` : title;
  if (desk.waiting > waiting) part("status").textContent = deskTexts.say("countWaiting", { count: desk.waiting });
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

function openNextWaiting() {
  const next = desk.conversations.find(({ state, product_id: productId, session_id: sessionId }) =>
    state === "waiting" && `${productId}/${sessionId}` !== desk.open?.key);
  if (next !== undefined) location.hash = addressOf(next);
}

await speakOwnLanguage();
connection.addEventListener("state", showState);
desk.addEventListener("list", showList);
desk.addEventListener("conversation", () => conversation.show());
desk.addEventListener("written", ({ detail }) =>
  alerts.tell(list.productOf(detail), detail.last?.text ?? "", () => { location.hash = addressOf(detail); }));
filter.addEventListener("change", showList);
addEventListener("hashchange", followAddress);
document.addEventListener("visibilitychange", () => desk.read());
listenToKeys(openNextWaiting);
setInterval(tick, 1_000);
followAddress();
connection.start();
