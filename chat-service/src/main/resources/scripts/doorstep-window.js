/** The window of Doorstep's chat, which `doorstep-client.js` loads when a chat is opened. */

import { ChatWindow } from "./window/window.js";

export { ChatWindow };
