/** Where a conversation stands, and who is there, as the server told it. */

export class ConversationStatus {
  #emit;
  /** `new`, `waiting` (for an agent), `open` or `closed`; null where the server has not said. */
  state = null;
  /** Who closed it; null where it is not closed, or where the server has not said who did. */
  closedBy = null;
  /** Sockets in this conversation, the client's own included. */
  connections = 0;
  /** People at the desk; null where the server has not said. */
  agents = null;

  /** `emit(type, detail)` tells of a change. */
  constructor(emit) {
    this.#emit = emit;
  }

  /** The first frame of a connection. */
  begin({ connections, agents, conversation }) {
    this.present({ connections: connections ?? 1, agents });
    const state = conversation ?? null;
    this.become(state, state === "closed" ? this.closedBy : null);
  }

  present({ connections, agents }) {
    if (Number.isFinite(connections)) this.connections = connections;
    if (Number.isFinite(agents)) this.agents = agents;
    this.#emit("presence", { connections: this.connections, agents: this.agents });
  }

  become(state, closedBy = null) {
    if (this.state === state && this.closedBy === closedBy) return;
    this.state = state;
    this.closedBy = closedBy;
    this.#emit("conversation", { conversation: state, closedBy });
  }

  /** A message opens a conversation: an agent has it in hand, or a visitor waits for one. */
  messageBy(author) {
    if (author === "agent") this.become("open");
    else if (this.state === "new" || this.state === "closed") this.become("waiting");
  }
}
