package io.doorstep.chat.claims;

import io.doorstep.chat.claims.SimulatedDoor.Cores;
import io.doorstep.chat.claims.SimulatedDoor.Unsent;
import io.doorstep.chat.claims.SimulatedLog.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Doors, a log, clients and operators in one run of virtual time, all of it from one seed. The doors are the real core; the
 * log delays, copies, stays away and loses its end; doors stall, are killed and start anew. What has to hold is looked at
 * after every event.
 */
final class Simulation {
    static final int PARTITIONS = 2;
    static final long BUSY_MS = 40_000;
    private static final long CALM_MS = 25_000;
    static final long TICK_MS = 50;

    private final Random random;
    private final Cores cores;
    private final SimulatedLog log;
    private final List<SimulatedDoor> doors = new ArrayList<>();
    private final Timeline timeline;
    private final SimulatedClients clients;
    private final Troubles troubles = new Troubles();
    private final Invariants invariants;
    private final int mostDelayMs;
    private final boolean calmLog;
    private long outageUntilMs;
    private int started;

    /** @param trace is told what happens; absent: nobody is */
    Simulation(long seed, Cores cores, @Nullable Consumer<String> trace) {
        this.timeline = new Timeline(trace);
        this.random = new Random(seed);
        this.cores = cores;
        this.log = new SimulatedLog(PARTITIONS, random);
        this.mostDelayMs = 1 + random.nextInt(40);
        this.calmLog = random.nextInt(3) == 0;
        this.invariants = new Invariants(this, log);
        this.clients = new SimulatedClients(timeline, random, doors, log, invariants, mostDelayMs);
    }

    /** Returns how many attempts were answered. */
    int run() {
        int first = 1 + random.nextInt(5);
        for (int i = 0; i < first; i++) {
            start();
        }
        clients.begin();
        timeline.after(random.nextInt(20_000), this::operate);
        if (!calmLog) {
            timeline.after(2000 + random.nextInt(10_000), this::trouble);
        }
        timeline.go(BUSY_MS, invariants::always);
        heal();
        timeline.go(BUSY_MS + CALM_MS, invariants::always);
        invariants.atRest();
        clients.all().forEach(client -> client.open().forEach(clients::close));
        timeline.go(nowMs() + 5000, invariants::always);
        invariants.atRest();
        return clients.answered();
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
            door.claims[p].own().beat(door.clock(nowMs()));
            int partition = p;
            for (int i = 0; i < log.end(p); i++) {
                timeline.after(1 + random.nextInt(20), () -> poll(door, partition));
            }
        }
        timeline.after(100 + random.nextInt(400), () -> door.serves = true);
        timeline.after(TICK_MS, () -> tick(door));
        timeline.after(OwnRecords.HEARTBEAT_MS, () -> beat(door));
    }

    private void tick(SimulatedDoor door) {
        if (door.alive) {
            whenAwake(door, () -> {
                for (PartitionClaims claims : door.claims) {
                    claims.expire(door.clock(nowMs()));
                    claims.own().recover(door.clock(nowMs()));
                    known(claims);
                }
            });
            timeline.after(TICK_MS, () -> tick(door));
        }
    }

    private void beat(SimulatedDoor door) {
        if (door.alive) {
            whenAwake(door, () -> {
                List.of(door.claims).forEach(claims -> claims.own().beat(door.clock(nowMs())));
            });
            timeline.after(OwnRecords.HEARTBEAT_MS, () -> beat(door));
        }
    }

    private void whenAwake(SimulatedDoor door, Runnable what) {
        if (door.pausedUntilMs <= nowMs()) {
            what.run();
        }
    }

    private static void known(PartitionClaims claims) {
        claims.takeKnown().forEach(Runnable::run);
    }

    /** Of one door and partition records arrive in order, and whether it still lives or not. */
    private void sent(SimulatedDoor door, int partition, boolean urgent) {
        timeline.after(1 + random.nextInt(mostDelayMs) + (urgent ? 0 : 5), () -> deliver(door, partition));
    }

    private void deliver(SimulatedDoor door, int partition) {
        if (outageUntilMs > nowMs()) {
            timeline.after(outageUntilMs - nowMs() + random.nextInt(300), () -> deliver(door, partition));
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
        Entry entry = log.append(partition, record.key(), record.record(), nowMs());
        timeline.trace("partition %d: %s", partition, entry);
        invariants.appended(partition, entry);
        for (SimulatedDoor door : doors) {
            if (door.alive) {
                timeline.after(1 + random.nextInt(mostDelayMs), () -> poll(door, partition));
            }
        }
    }

    private void poll(SimulatedDoor door, int partition) {
        long later = Math.max(outageUntilMs, door.pausedUntilMs) - nowMs();
        if (later > 0) {
            timeline.after(later + random.nextInt(100), () -> poll(door, partition));
        } else if (door.alive && door.read[partition] < log.end(partition)) {
            Entry entry = log.at(partition, door.read[partition]++);
            door.claims[partition].read(entry.key(), entry.record(), entry.timeMs(), door.clock(nowMs()));
            known(door.claims[partition]);
            invariants.read(door, partition, entry);
        }
    }

    private void operate() {
        List<SimulatedDoor> living = doors.stream().filter(door -> door.alive && door.pausedUntilMs <= nowMs())
                .toList();
        if (isBusy() && !living.isEmpty()) {
            SimulatedDoor door = living.get(random.nextInt(living.size()));
            String client = random.nextInt(3) == 0 ? null : clients.any();
            timeline.trace("%s resets %s", door.name, String.valueOf(client));
            for (int p = 0; p < PARTITIONS; p++) {
                if (client == null || partitionOf(client) == p) {
                    door.claims[p].reset(client, door.clock(nowMs()));
                }
            }
            clients.reset(client);
        }
        timeline.after(2000 + random.nextInt(20_000), this::operate);
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
                troubles.add(nowMs(), nowMs() + 500);
                start();
            }
        }
        timeline.after(3000 + random.nextInt(12_000), this::trouble);
    }

    private void away(long forMs, boolean losing) {
        outageUntilMs = nowMs() + forMs;
        troubles.add(nowMs(), outageUntilMs + 500);
        if (losing) {
            timeline.after(forMs, () -> lose(random.nextInt(PARTITIONS), 1 + random.nextInt(6)));
        }
    }

    private void lose(int partition, int records) {
        log.truncate(partition, records);
        timeline.trace("partition %d loses %d records", partition, records);
        troubles.add(nowMs() - 20_000, nowMs() + 20_000);
        invariants.lost();
        for (SimulatedDoor door : doors) {
            if (door.alive && door.read[partition] > log.end(partition)) {
                for (int p = 0; p < PARTITIONS; p++) {
                    door.read[p] = 0;
                    door.claims[p].onMadeAnew(door.clock(nowMs()));
                    int again = p;
                    for (int i = 0; i < log.end(p); i++) {
                        timeline.after(1, () -> poll(door, again));
                    }
                }
            }
        }
    }

    private void stall() {
        SimulatedDoor door = doors.get(random.nextInt(doors.size()));
        timeline.trace("%s stalls", door.name);
        door.pausedUntilMs = nowMs() + random.nextInt(random.nextInt(3) == 0 ? 14_000 : 1000);
        troubles.add(nowMs(), door.pausedUntilMs + 500);
    }

    private void kill() {
        List<SimulatedDoor> living = doors.stream().filter(door -> door.alive).toList();
        if (living.size() < 2) {
            return;
        }
        SimulatedDoor door = living.get(random.nextInt(living.size()));
        boolean clean = random.nextInt(3) == 0;
        timeline.trace("%s %s", door.name, clean ? "stops" : "is killed");
        if (clean) {
            clients.all().forEach(client -> client.open().stream().filter(stay -> stay.door == door)
                    .forEach(clients::close));
            for (PartitionClaims claims : door.claims) {
                claims.own().leave();
            }
        }
        door.alive = false;
        troubles.add(nowMs(), nowMs() + InstanceSeen.DEAD_AFTER_MS);
        clients.all().forEach(client -> client.stays().stream().filter(stay -> stay.door == door)
                .filter(stay -> stay.isOpen() || stay.outcome == null).forEach(stay -> {
                    stay.givenUp |= stay.outcome == null;
                    stay.untilMs = nowMs();
                }));
        if (!clean) {
            for (int p = 0; p < PARTITIONS; p++) {
                if (random.nextBoolean()) {
                    door.unsent(p).clear();
                }
            }
        }
        timeline.after(random.nextInt(3000), this::start);
    }

    private void heal() {
        outageUntilMs = Math.min(outageUntilMs, nowMs());
        doors.forEach(door -> door.pausedUntilMs = Math.min(door.pausedUntilMs, nowMs()));
    }

    static int partitionOf(String client) {
        return Math.floorMod(client.hashCode(), PARTITIONS);
    }

    private boolean isBusy() {
        return nowMs() < BUSY_MS;
    }

    /** Since when what a door knows may be wrong. */
    long doubtSinceMs() {
        return troubles.doubtSinceMs(nowMs() - mostDelayMs);
    }

    List<SimulatedDoor> doors() {
        return doors;
    }

    Iterable<Truth> clients() {
        return clients.all();
    }

    long nowMs() {
        return timeline.nowMs();
    }
}
