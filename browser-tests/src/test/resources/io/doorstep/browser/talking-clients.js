/**
 * A crowd of two clients in each of so many conversations, who say something whenever the pause is over. `stopTalking()`
 * waits until all has arrived, and returns what is wrong with their messages, the states in which they were but `connected`,
 * for how long one of them had no socket, and how often one moved to another.
 */
async ([crowd, conversations, pauseMs]) => {
  const { DoorstepClient } = await import("/doorstep-client.js");
  const seen = { wrong: [], states: [], withoutSocketMs: 0, moves: 0 };
  const until = async (condition) => { while (!condition()) await new Promise((done) => setTimeout(done, 20)); };

  /** A client's sockets, those that are in, and since when none is. */
  const sockets = () => {
    const inside = new Set();
    let emptySince = null;
    const leaves = (socket) => {
      if (inside.delete(socket) && inside.size === 0) emptySince = performance.now();
    };
    return class extends WebSocket {
      constructor(url) {
        super(url);
        this.addEventListener("message", ({ data }) => {
          if (JSON.parse(data).type !== "connected") return;
          if (emptySince !== null) seen.withoutSocketMs += performance.now() - emptySince;
          if (emptySince !== null || inside.size > 0) seen.moves += 1;
          emptySince = null;
          inside.add(this);
        });
        this.addEventListener("close", () => leaves(this));
      }
      close(...how) {
        leaves(this);
        super.close(...how);
      }
    };
  };

  const talkers = Array.from({ length: 2 * conversations }, (_, i) => {
    const client = new DoorstepClient({ productId: "12", sessionId: `crowd-${crowd}-${i >> 1}`, WebSocket: sockets(),
      storage: { getItem: () => null, setItem() {} } });
    client.start();
    return { client, said: 0, name: `${i}` };
  });
  await until(() => talkers.every(({ client }) => client.state === "connected"));
  for (const { client } of talkers) client.addEventListener("state", () => seen.states.push(client.state));
  const speak = (talker) => talker.client.send(`${talker.name}:${talker.said++}`);
  const talking = talkers.map((talker, i) => setInterval(() => speak(talker), pauseMs + i));

  window.stopTalking = async () => {
    talking.forEach(clearInterval);
    const isSettled = ({ client, said }, other) => client.messages.length >= said + other.said
      && client.messages.every(({ status }) => status === "sent");
    const deadline = performance.now() + 30_000;
    await until(() => performance.now() > deadline || talkers.every((one, i) => isSettled(one, talkers[i ^ 1])));
    talkers.forEach(({ client, said, name }, i) => {
      const other = talkers[i ^ 1];
      for (const [who, count] of [[name, said], [other.name, other.said]]) {
        const texts = client.messages.map(({ text }) => text).filter((text) => text.startsWith(`${who}:`));
        const expected = Array.from({ length: count }, (_, n) => `${who}:${n}`);
        if (texts.join() !== expected.join()) seen.wrong.push(`${name} has of ${who}: ${texts.join()}, not all ${count}`);
      }
    });
    return seen;
  };
}
