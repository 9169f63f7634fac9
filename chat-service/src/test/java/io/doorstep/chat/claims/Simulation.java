package io.doorstep.chat.claims;

import io.doorstep.chat.claims.SimulatedDoor.Cores;
import io.doorstep.chat.claims.SimulatedDoor.Unsent;
import io.doorstep.chat.claims.SimulatedLog.Entry;
import io.doorstep.events.claims.ClaimRecord.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Doors, a log, clients and operators in one run of virtual time, all of it from one seed. The doors are the real core; the
 * log delays, copies, stays away and loses its end; doors stall, are killed and start anew. What has to hold is looked at
 * after every event.
 */
final class Simulation {
    static final int PARTITIONS = 2;
    private static final int CLIENTS = 4;
    private static final long BUSY_MS = 40_000;
    private static final long CALM_MS = 25_000;
    private static final long TICK_MS = 50;
    private static final long BASE_SLACK_MS = 2600;

    private final Random random;
    private final Cores cores;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SimulatedLog log;
    private final List<SimulatedDoor> doors = new ArrayList<>();
    private final TreeMap<String, Truth> clients = new TreeMap<>();
    private final List<long[]> troubles = new ArrayList<>();
    private final Invariants invariants;
    private final Terms[] connectionTerms = new Terms[CLIENTS];
    private final Terms sessionTerms;
    private final int mostDelayMs;
    private final boolean calmLog;
    private final @Nullable Consumer<String> trace;
    private long nowMs;
    private long sequence;
    private long outageUntilMs;
    private int started;
    private int answered;

    record Event(long atMs, long sequence, Runnable what) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return atMs != other.atMs
                    ? Long.compare(atMs, other.atMs)
                    : Long.compare(sequence, other.sequence);
        }
    }

    /** @param trace is told what happens; absent: nobody is */
    Simulation(long seed, Cores cores, @Nullable Consumer<String> trace) {
        this.trace = trace;
        this.random = new Random(seed);
        this.cores = cores;
        this.log = new SimulatedLog(PARTITIONS, random);
        this.mostDelayMs = 1 + random.nextInt(40);
        this.calmLog = random.nextInt(3) == 0;
        for (int i = 0; i < CLIENTS; i++) {
            clients.put("client" + i, new Truth("client" + i));
            connectionTerms[i] = new Terms(Use.CONNECTION, 1 + random.nextInt(20),
                    Reference.WINDOWS[random.nextInt(Reference.WINDOWS.length)], 1 + random.nextInt(10));
        }
        this.sessionTerms = new Terms(Use.SESSION, 1 + random.nextInt(6), 6000, 0);
        this.invariants = new Invariants(this, log);
    }

    /** Returns how many attempts were answered. */
    int run() {
        int first = 1 + random.nextInt(5);
        for (int i = 0; i < first; i++) {
            start();
        }
        for (int i = 0; i < CLIENTS; i++) {
            at(500 + random.nextInt(2000), attempts(i));
        }
        at(random.nextInt(20_000), this::operate);
        if (!calmLog) {
            at(2000 + random.nextInt(10_000), this::trouble);
        }
        go(BUSY_MS);
        heal();
        go(BUSY_MS + CALM_MS);
        invariants.atRest();
        clients.values().forEach(client -> client.open().forEach(this::close));
        go(nowMs + 5000);
        invariants.atRest();
        return answered;
    }

    private void go(long untilMs) {
        while (!events.isEmpty() && events.element().atMs <= untilMs) {
            Event next = events.remove();
            nowMs = next.atMs;
            next.what.run();
            invariants.always();
        }
        nowMs = untilMs;
    }

    private void at(long delayMs, Runnable what) {
        events.add(new Event(nowMs + delayMs, sequence++, what));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void trace(String what, Object... of) {
        if (trace != null) {
            trace.accept("%6d %s".formatted(nowMs, what.formatted(of)));
        }
    }

    private boolean isBusy() {
        return nowMs < BUSY_MS;
    }

    /** A new instance; it serves when it has caught up, or after a while. */
    private void start() {
        String name = "door" + ++started;
        SimulatedDoor[] self = new SimulatedDoor[1];
        SimulatedDoor door = new SimulatedDoor(name, PARTITIONS, random.nextInt(7_200_000) - 3_600_000L, cores,
                (partition, _, _, urgent) -> sent(self[0], partition, urgent));
        self[0] = door;
        doors.add(door);
        for (int p = 0; p < PARTITIONS; p++) {
            door.claims[p].own().beat(door.clock(nowMs));
            int partition = p;
            for (int i = 0; i < log.end(p); i++) {
                at(1 + random.nextInt(20), () -> poll(door, partition));
            }
        }
        at(100 + random.nextInt(400), () -> door.serves = true);
        at(TICK_MS, () -> tick(door));
        at(OwnRecords.HEARTBEAT_MS, () -> beat(door));
    }

    private void tick(SimulatedDoor door) {
        if (door.alive) {
            whenAwake(door, () -> {
                for (PartitionClaims claims : door.claims) {
                    claims.expire(door.clock(nowMs));
                    claims.own().recover(door.clock(nowMs));
                    known(claims);
                }
            });
            at(TICK_MS, () -> tick(door));
        }
    }

    private void beat(SimulatedDoor door) {
        if (door.alive) {
            whenAwake(door, () -> {
                for (PartitionClaims claims : door.claims) {
                    claims.own().beat(door.clock(nowMs));
                }
            });
            at(OwnRecords.HEARTBEAT_MS, () -> beat(door));
        }
    }

    private void whenAwake(SimulatedDoor door, Runnable what) {
        if (door.pausedUntilMs <= nowMs) {
            what.run();
        }
    }

    private static void known(PartitionClaims claims) {
        claims.takeKnown().forEach(Runnable::run);
    }

    /** Of one door and partition records arrive in order, and whether it still lives or not. */
    private void sent(SimulatedDoor door, int partition, boolean urgent) {
        at(1 + random.nextInt(mostDelayMs) + (urgent ? 0 : 5), () -> deliver(door, partition));
    }

    private void deliver(SimulatedDoor door, int partition) {
        if (outageUntilMs > nowMs) {
            at(outageUntilMs - nowMs + random.nextInt(300), () -> deliver(door, partition));
            return;
        }
        Queue<Unsent> unsent = door.unsent(partition);
        Unsent record = unsent.poll();
        if (record == null) {
            return;
        }
        append(partition, record);
        Unsent next = unsent.peek();
        if (!calmLog && random.nextInt(20) == 0) {
            if (next != null && random.nextBoolean()) {
                append(partition, unsent.remove());
            }
            append(partition, record);
        }
    }

    private void append(int partition, Unsent record) {
        Entry entry = log.append(partition, record.key(), record.record(), nowMs);
        trace("partition %d: %s", partition, entry);
        invariants.appended(partition, entry);
        for (SimulatedDoor door : doors) {
            if (door.alive) {
                at(1 + random.nextInt(mostDelayMs), () -> poll(door, partition));
            }
        }
    }

    private void poll(SimulatedDoor door, int partition) {
        long later = Math.max(outageUntilMs, door.pausedUntilMs) - nowMs;
        if (later > 0) {
            at(later + random.nextInt(100), () -> poll(door, partition));
        } else if (door.alive && door.read[partition] < log.end(partition)) {
            Entry entry = log.at(partition, door.read[partition]++);
            door.claims[partition].read(entry.key(), entry.record(), entry.timeMs(), door.clock(nowMs));
            known(door.claims[partition]);
            invariants.read(door, partition, entry);
        }
    }

    private Runnable attempts(int client) {
        return () -> {
            if (isBusy()) {
                int burst = random.nextInt(4) == 0 ? 1 + random.nextInt(8) : 1;
                for (int i = 0; i < burst; i++) {
                    attempt(client);
                }
                at(random.nextInt(3) == 0 ? random.nextInt(2000) : random.nextInt(100), attempts(client));
            }
        };
    }

    private void attempt(int number) {
        List<SimulatedDoor> serving = doors.stream()
                .filter(door -> door.alive && door.serves && door.pausedUntilMs <= nowMs).toList();
        if (serving.isEmpty()) {
            return;
        }
        SimulatedDoor door = serving.get(random.nextInt(serving.size()));
        Truth client = truth("client" + number);
        Terms terms = random.nextInt(10) == 0 ? sessionTerms : throttled(connectionTerms[number]);
        PartitionClaims claims = door.claims[partitionOf(client.client)];
        Truth.Stay stay = new Truth.Stay(door, terms, nowMs, log.end(partitionOf(client.client)) == 0
                ? 0
                : door.read[partitionOf(client.client)]);
        client.add(stay);
        switch (claims.attempt(client.client, terms, door.clock(nowMs), answer -> answered(client, stay, answer))) {
            case Answer.Final answer -> answered(client, stay, answer);
            case Answer.Waiting(Place place) -> {
                stay.place = place;
                at(OwnRecords.PATIENCE_MS + 2 * TICK_MS, () -> invariants.isAnswered(stay));
                if (random.nextInt(15) == 0) {
                    at(random.nextInt(mostDelayMs), () -> giveUp(stay));
                }
            }
        }
    }

    /** Now and then a client that gave a reason has fewer. */
    private Terms throttled(Terms terms) {
        return random.nextInt(30) == 0
                ? new Terms(terms.use(), 1 + random.nextInt(terms.limit()), terms.windowMs(), terms.slots())
                : terms;
    }

    private void answered(Truth client, Truth.Stay stay, Answer.Final answer) {
        answered++;
        trace("%s at %s under %d in %d ms, %d sockets: %s", client.client, stay.door.name, stay.terms.limit(),
                stay.terms.windowMs(), stay.terms.slots(), answer);
        switch (answer) {
            case Answer.Refused refused -> {
                if (!stay.givenUp) {
                    client.remove(stay);
                }
                invariants.refused(client, stay, refused);
            }
            case Answer.Admitted(Place place, Outcome outcome) -> {
                stay.place = place;
                stay.outcome = outcome;
                if (stay.terms.haveSlots() && !stay.givenUp) {
                    stay.door.sockets.merge(client.client, 1, Integer::sum);
                    at(random.nextInt(random.nextInt(8) == 0 ? 30_000 : 3000), () -> closeUnlessAtRest(stay));
                }
            }
        }
    }

    private void giveUp(Truth.Stay stay) {
        if (stay.outcome == null && stay.door.alive && stay.place != null
                && stay.place.state == Place.State.WAITING) {
            stay.givenUp = true;
            stay.untilMs = nowMs;
            trace("%s gives up at %s", stay.place.name, stay.door.name);
            stay.door.claims[partitionOf(stay.place.name)].release(stay.place, stay.door.clock(nowMs));
        }
    }

    private void closeUnlessAtRest(Truth.Stay stay) {
        if (isBusy()) {
            close(stay);
        }
    }

    private void close(Truth.Stay stay) {
        if (stay.isOpen() && stay.door.alive && stay.place != null) {
            stay.untilMs = nowMs;
            stay.door.sockets.merge(stay.place.name, -1, Integer::sum);
            PartitionClaims claims = stay.door.claims[partitionOf(stay.place.name)];
            claims.release(stay.place, stay.door.clock(nowMs));
            claims.release(stay.place, stay.door.clock(nowMs));
        }
    }

    private void operate() {
        List<SimulatedDoor> living = doors.stream().filter(door -> door.alive && door.pausedUntilMs <= nowMs).toList();
        if (isBusy() && !living.isEmpty()) {
            SimulatedDoor door = living.get(random.nextInt(living.size()));
            String client = random.nextInt(3) == 0 ? null : "client" + random.nextInt(CLIENTS);
            trace("%s resets %s", door.name, String.valueOf(client));
            for (int p = 0; p < PARTITIONS; p++) {
                if (client == null || partitionOf(client) == p) {
                    door.claims[p].reset(client, door.clock(nowMs));
                }
            }
            clients.values().stream().filter(it -> client == null || it.client.equals(client))
                    .forEach(it -> it.reset(nowMs));
        }
        at(2000 + random.nextInt(20_000), this::operate);
    }

    private void trouble() {
        if (!isBusy()) {
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> away(200 + random.nextInt(12_000), random.nextInt(3) == 0);
            case 1 -> away(random.nextInt(400), false);
            case 2 -> stall();
            case 3, 4 -> kill();
            default -> {
                troubles.add(new long[]{nowMs, nowMs + 500});
                start();
            }
        }
        at(3000 + random.nextInt(12_000), this::trouble);
    }

    private void away(long forMs, boolean losing) {
        outageUntilMs = nowMs + forMs;
        troubles.add(new long[]{nowMs, outageUntilMs + 500});
        if (losing) {
            at(forMs, () -> lose(random.nextInt(PARTITIONS), 1 + random.nextInt(6)));
        }
    }

    private void lose(int partition, int records) {
        log.truncate(partition, records);
        trace("partition %d loses %d records", partition, records);
        troubles.add(new long[]{nowMs - 20_000, nowMs + 20_000});
        invariants.lost();
        for (SimulatedDoor door : doors) {
            if (door.alive && door.read[partition] > log.end(partition)) {
                for (int p = 0; p < PARTITIONS; p++) {
                    door.read[p] = 0;
                    door.claims[p].onMadeAnew(door.clock(nowMs));
                    int again = p;
                    for (int i = 0; i < log.end(p); i++) {
                        at(1, () -> poll(door, again));
                    }
                }
            }
        }
    }

    private void stall() {
        SimulatedDoor door = doors.get(random.nextInt(doors.size()));
        trace("%s stalls", door.name);
        door.pausedUntilMs = nowMs + random.nextInt(random.nextInt(3) == 0 ? 14_000 : 1000);
        troubles.add(new long[]{nowMs, door.pausedUntilMs + 500});
    }

    private void kill() {
        List<SimulatedDoor> living = doors.stream().filter(door -> door.alive).toList();
        if (living.size() < 2) {
            return;
        }
        SimulatedDoor door = living.get(random.nextInt(living.size()));
        boolean clean = random.nextInt(3) == 0;
        trace("%s %s", door.name, clean ? "stops" : "is killed");
        if (clean) {
            clients.values().forEach(client -> client.open().stream().filter(stay -> stay.door == door)
                    .forEach(this::close));
            for (PartitionClaims claims : door.claims) {
                claims.own().leave();
            }
        }
        door.alive = false;
        troubles.add(new long[]{nowMs, nowMs + InstanceSeen.DEAD_AFTER_MS});
        clients.values().forEach(client -> client.stays().stream().filter(stay -> stay.door == door)
                .filter(stay -> stay.isOpen() || stay.outcome == null).forEach(stay -> {
                    stay.givenUp |= stay.outcome == null;
                    stay.untilMs = nowMs;
                }));
        if (!clean) {
            for (int p = 0; p < PARTITIONS; p++) {
                if (random.nextBoolean()) {
                    door.unsent(p).clear();
                }
            }
        }
        at(random.nextInt(3000), this::start);
    }

    private void heal() {
        outageUntilMs = Math.min(outageUntilMs, nowMs);
        doors.forEach(door -> door.pausedUntilMs = Math.min(door.pausedUntilMs, nowMs));
    }

    private Truth truth(String client) {
        Truth truth = clients.get(client);
        if (truth == null) {
            throw new IllegalStateException("there is no " + client);
        }
        return truth;
    }

    static int partitionOf(String client) {
        return Math.floorMod(client.hashCode(), PARTITIONS);
    }

    /** Since when what a door knows may be wrong, as far as troubles go. */
    long doubtSinceMs() {
        long since = nowMs - BASE_SLACK_MS - mostDelayMs;
        for (boolean more = true; more;) {
            more = false;
            for (long[] trouble : troubles) {
                if (trouble[1] + BASE_SLACK_MS >= since && trouble[0] - BASE_SLACK_MS < since) {
                    since = trouble[0] - BASE_SLACK_MS;
                    more = true;
                }
            }
        }
        return since;
    }

    List<SimulatedDoor> doors() {
        return doors;
    }

    Iterable<Truth> clients() {
        return clients.values();
    }

    long nowMs() {
        return nowMs;
    }
}
