/** The top of the open conversation: what it is about, who is there, who has it, and what can be done with it. */

import { h } from "../shared/dom.js";
import { isAddressable } from "../shared/ids.js";
import { safely } from "../shared/storage.js";
import { deskTexts } from "./language.js";

/** The address of a product's page or picture, by the settings' template. */
const productUrl = (template, id) => template.replaceAll("{product_id}", encodeURIComponent(id));

const isWeb = (address) => safely(() => ["http:", "https:"].includes(new URL(address).protocol)) === true;

/** What is said of how well a visitor is known. */
const TIERS = { anonymous: "tierAnonymous", returning: "tierReturning", authenticated: "tierAuthenticated" };

export class ConversationTop {
  #desk;
  #connection;
  #parts = {};
  #offered = "";
  #pictured = null;

  constructor(desk, connection) {
    this.#desk = desk;
    this.#connection = connection;
    for (const id of ["title", "picture", "visitor", "client", "page", "take", "hand-over", "close", "text"]) this.#parts[id] = document.getElementById(id);
    const { take, "hand-over": handOver, close, text } = this.#parts;
    close.addEventListener("click", () => {
      desk.close();
      text.focus();
    });
    take.addEventListener("click", () => desk.assign(desk.summary.agent === desk.name ? null : desk.name));
    handOver.addEventListener("change", () => {
      desk.assign(handOver.value);
      handOver.value = "";
    });
  }

  show(open) {
    const { summary } = this.#desk;
    this.#showTitle(open, summary);
    this.#showPicture(open);
    this.#showVisitor(open, summary);
    this.#showClient(open);
    this.#showActs(open, summary);
  }

  #showTitle({ key, product_id: id }, { product_name: name }) {
    const { title } = this.#parts;
    const shown = `${key} ${name ?? ""}`;
    if (title.dataset.shown === shown) return;
    title.dataset.shown = shown;
    const [before, after] = deskTexts.say("product", { id: "\n" }).split("\n");
    const link = h("a", { href: productUrl(document.body.dataset.pageUrl, id), target: "_blank", rel: "noopener" }, name ?? id);
    title.replaceChildren(...(name === undefined ? [before.replace(/\u2068$/, ""), link, (after ?? "").replace(/^\u2069/, "")] : [link]));
  }

  /** Once it has come; one that does not come, or is none, is not shown. */
  #showPicture({ product_id: id }) {
    const { pictureUrl } = document.body.dataset;
    if (pictureUrl === "" || this.#pictured === id) return;
    this.#pictured = id;
    this.#parts.picture.replaceChildren();
    if (!isAddressable(id)) return;
    const picture = h("img", { alt: "", referrerpolicy: "no-referrer", src: productUrl(pictureUrl, id) });
    picture.addEventListener("load", () => {
      if (this.#pictured === id) this.#parts.picture.replaceChildren(picture);
    });
  }

  #showVisitor(open, { page, agent }) {
    const { visitor, page: link } = this.#parts;
    const isHere = open.visitors > 0;
    const { state } = this.#connection;
    visitor.textContent = !open.loaded ? state === "connected" ? deskTexts.say("loading") : ""
      : deskTexts.dotted(deskTexts.say(isHere ? "visitorHere" : "visitorGone"), open.state === "closed" ? deskTexts.say("isClosed") : "",
        agent === undefined ? "" : agent === this.#desk.name ? deskTexts.say("youHave") : deskTexts.say("has", { name: agent }));
    visitor.dataset.online = String(isHere && open.loaded);
    link.hidden = !isWeb(page);
    if (link.hidden || link.textContent === page) return;
    link.href = page;
    link.textContent = page;
  }

  #showClient({ client }) {
    const node = this.#parts.client;
    const { tier, connection_rate: connections, message_rate: messages } = client ?? {};
    const left = (key, rate) => (rate === undefined ? "" : deskTexts.say(key, { left: rate.left, limit: rate.limit,
      span: deskTexts.span(rate.window_ms) }));
    node.hidden = !(tier in TIERS);
    node.textContent = node.hidden ? ""
      : deskTexts.dotted(deskTexts.say(TIERS[tier]), left("leftConnections", connections), left("leftMessages", messages));
  }

  #showActs(open, { agent }) {
    const { take, "hand-over": handOver, close } = this.#parts;
    const isOff = this.#connection.state !== "connected";
    close.hidden = open.state === "closed" || !open.loaded;
    take.hidden = !open.loaded;
    take.textContent = deskTexts.say(agent === this.#desk.name ? "putBack" : "take");
    for (const act of [close, take, handOver]) act.disabled = isOff;
    const others = [...new Set(this.#desk.agents.map(({ name }) => name))].filter((name) => name !== this.#desk.name);
    handOver.hidden = !open.loaded || others.length === 0;
    if (this.#offered === JSON.stringify(others)) return;
    this.#offered = JSON.stringify(others);
    handOver.replaceChildren(h("option", { value: "" }, deskTexts.say("handOver")), ...others.map((name) => h("option", { value: name }, name)));
  }
}
