/**
 * A thousand clients and a server that restarts, by a simulated clock. Returns, per second, how often they tried to connect
 * and how many were in at its end, and how many attempts came before the time that the client had been told.
 */
async ([seed, naive]) => {
  const { DoorstepClient } = await import("/doorstep-client.js");
  const CLIENTS = 1000;
  const SECONDS = 180;
  const GO_AWAY_AT = 10_000;
  const DOWN_AT = 15_000;
  const UP_AT = 75_000;
  const ANSWERED_AFTER_MS = 100;
  const ADMITTED_PER_SECOND = 50;
  const EXPLAINED_PER_SECOND = 200;

  /** Mulberry32. */
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low, high) => Math.floor(low + random() * (high - low));

  /** Timers in a heap, the earliest first, and those of the same instant in the order they were set. */
  class Clock {
    time = -30_000;
    #heap = [];
    #set = 0;
    now() { return this.time; }
    setTimeout(task, ms) {
      const timer = { at: this.time + Math.max(0, ms), nr: this.#set++, task };
      const heap = this.#heap;
      let i = heap.push(timer) - 1;
      for (let up = (i - 1) >> 1; i > 0 && this.#before(timer, heap[up]); i = up, up = (i - 1) >> 1) heap[i] = heap[up];
      heap[i] = timer;
      return timer;
    }
    clearTimeout(timer) { timer.task = null; }
    runUntil(end) {
      while (this.#heap.length > 0 && this.#heap[0].at < end) {
        const { at, task } = this.#pop();
        this.time = at;
        task?.();
      }
      this.time = end;
    }
    #before(a, b) { return a.at < b.at || (a.at === b.at && a.nr < b.nr); }
    #pop() {
      const heap = this.#heap;
      const first = heap[0];
      const last = heap.pop();
      if (heap.length === 0) return first;
      let i = 0;
      for (;;) {
        let down = 2 * i + 1;
        if (down >= heap.length) break;
        if (down + 1 < heap.length && this.#before(heap[down + 1], heap[down])) down += 1;
        if (!this.#before(heap[down], last)) break;
        heap[i] = heap[down];
        i = down;
      }
      heap[i] = last;
      return first;
    }
  }

  const clock = new Clock();
  const seen = { attempts: Array(SECONDS).fill(0), inside: Array(SECONDS).fill(0), early: 0 };
  const inside = new Set();
  const notBefore = new Map();
  let second = { nr: null, admitted: 0, explained: 0 };

  class Socket {
    readyState = 1;
    constructor(url) {
      this.url = url;
      const now = clock.now();
      if (now >= 0) seen.attempts[Math.floor(now / 1000)] += 1;
      if (now < (notBefore.get(url) ?? -Infinity)) seen.early += 1;
      clock.setTimeout(() => this.#answered(), ANSWERED_AFTER_MS);
    }
    send(text) { if (JSON.parse(text).type === "ping") this.says({ type: "pong" }); }
    close() { this.#leaves(); }
    says(frame) { this.onmessage?.({ data: JSON.stringify(frame) }); }
    ends(code, reason = "") {
      this.#leaves();
      this.onclose?.({ code, reason });
    }
    #leaves() {
      this.readyState = 3;
      inside.delete(this);
    }
    #answered() {
      if (this.readyState === 3) return;
      const now = clock.now();
      if (now >= DOWN_AT && now < UP_AT) { this.ends(1006); return; }
      if (now >= GO_AWAY_AT && now < DOWN_AT) { this.#refused(1012, "SERVER_DRAINING", between(1000, 5000)); return; }
      if (now < GO_AWAY_AT) { this.#admitted(); return; }
      const nr = Math.floor(now / 1000);
      if (second.nr !== nr) second = { nr, admitted: 0, explained: 0 };
      if (second.admitted++ < ADMITTED_PER_SECOND) this.#admitted();
      else if (second.explained++ < EXPLAINED_PER_SECOND) this.#refused(1008, "CONNECTION_LIMIT_EXCEEDED", 5000);
      else this.ends(1006);
    }
    #admitted() {
      inside.add(this);
      this.says({ type: "connected", connection_id: "c", limits: {}, last_sequence: -1 });
      this.says({ type: "history", messages: [], complete: true });
    }
    #refused(status, code, wait) {
      notBefore.set(this.url, clock.now() + wait);
      this.says({ type: "error", code, scope: "instance", retry_after_ms: wait, reconnect: true });
      this.ends(status, code);
    }
  }

  class NaiveClient {
    constructor(sessionId) { this.url = `ws://chat.test/${sessionId}`; }
    start() { new Socket(this.url).onclose = () => this.start(); }
  }

  const newClient = (sessionId) => naive ? new NaiveClient(sessionId) : new DoorstepClient({
    productId: "11", baseUrl: "http://chat.test", sessionId, storage: { getItem: () => null, setItem() {} }, clock, random,
    WebSocket: Socket, page: new EventTarget(), isOnline: () => true, isHidden: () => false });
  for (let i = 0; i < CLIENTS; i++) {
    const client = newClient(`s${i}`);
    clock.setTimeout(() => client.start(), between(0, 25_000));
  }
  clock.runUntil(GO_AWAY_AT);
  for (const socket of [...inside]) {
    const after = between(0, 4000);
    notBefore.set(socket.url, GO_AWAY_AT + after);
    clock.setTimeout(() => socket.says({ type: "go_away", reconnect_after_ms: after }), 0);
  }
  clock.setTimeout(() => { for (const socket of [...inside]) socket.ends(1001, ""); }, DOWN_AT - clock.now());
  for (let i = 0; i < SECONDS; i++) {
    clock.runUntil((i + 1) * 1000);
    seen.inside[i] = inside.size;
  }
  return [seen.attempts, seen.inside, seen.early];
}
