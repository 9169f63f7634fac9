/**
 * Doorstep's chat in the browser: `DoorstepClient`, a connection that knows nothing of pages, and `<doorstep-chat>`, the
 * element that shows it. The server joins this file and the modules it imports, so that a page loads one file; the window of
 * the chat comes in a second one, when it is opened.
 *
 *   <script type="module" src="https://chat.example.com/doorstep-client.js"></script>
 *   <doorstep-chat product-id="11"></doorstep-chat>
 *
 * or, without the element:
 *
 *   import { DoorstepClient } from "https://chat.example.com/doorstep-client.js";
 *   const chat = new DoorstepClient({ productId: "11" });
 *   chat.addEventListener("messages", () => console.log(chat.messages));
 *   chat.start();
 */

import { DoorstepClient } from "./client/client.js";
import { DoorstepChat } from "./element/element.js";
import { complainAboutTwice } from "./element/mistakes.js";
import { PAGE_CLOCK } from "./shared/clock.js";
import { isMessageId } from "./shared/ids.js";
import { REASONS } from "./shared/reasons.js";
import { SilenceWatch } from "./shared/silence.js";
import { hasText, isComposing, isSendable } from "./shared/text.js";

export { DoorstepChat, DoorstepClient, PAGE_CLOCK, REASONS, SilenceWatch, hasText, isComposing, isMessageId, isSendable };

DoorstepChat.loadWindow = () => import("./doorstep-window.js");
if (globalThis.customElements?.get("doorstep-chat") !== undefined) complainAboutTwice();
else globalThis.customElements?.define("doorstep-chat", DoorstepChat);
