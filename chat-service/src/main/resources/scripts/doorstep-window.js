/** The window of Doorstep's chat, which `doorstep-client.js` loads when a chat is opened. */

import { explanationOf } from "./window/explanations.js";
import { ChatWindow } from "./window/window.js";

export { ChatWindow, explanationOf };
