/** A WebSocket that carries JSON frames, and says nothing more once it is dropped. */

import { safely } from "./storage.js";

export class FrameSocket {
  #socket;

  /** Throws where the address can't be one. A frame that is no JSON arrives as undefined. */
  constructor(WebSocket, url, listener) {
    this.#socket = new WebSocket(url);
    this.listen(listener);
  }

  /** Says everything to another listener from now on. */
  listen({ onFrame, onClose }) {
    this.#socket.onmessage = ({ data }) => onFrame(safely(() => JSON.parse(data)));
    this.#socket.onclose = ({ code, reason }) => onClose(code, reason ?? "");
  }

  /** Whether the frame is on its way. */
  send(frame) {
    const { readyState } = this.#socket;
    if (readyState !== undefined && readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  drop() {
    const socket = this.#socket;
    socket.onmessage = null;
    socket.onclose = null;
    if (socket.readyState === undefined || socket.readyState < 2) safely(() => socket.close(1000));
  }
}
