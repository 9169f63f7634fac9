package io.doorstep.chat.claims;

import io.doorstep.events.claims.ClaimRecord.Use;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Clients that come to any door, stay a while or give up, each within limits of its own. */
final class SimulatedClients {
    private static final int CLIENTS = 4;

    private final TreeMap<String, Truth> clients = new TreeMap<>();
    private final Terms[] connectionTerms = new Terms[CLIENTS];
    private final Terms sessionTerms;
    private final Timeline timeline;
    private final Random random;
    private final List<SimulatedDoor> doors;
    private final SimulatedLog log;
    private final Invariants invariants;
    private final int mostDelayMs;
    private int answered;

    SimulatedClients(Timeline timeline, Random random, List<SimulatedDoor> doors, SimulatedLog log,
            Invariants invariants, int mostDelayMs) {
        this.timeline = timeline;
        this.random = random;
        this.doors = doors;
        this.log = log;
        this.invariants = invariants;
        this.mostDelayMs = mostDelayMs;
        for (int i = 0; i < CLIENTS; i++) {
            clients.put("client" + i, new Truth("client" + i));
            connectionTerms[i] = new Terms(Use.CONNECTION, 1 + random.nextInt(20),
                    Reference.WINDOWS[random.nextInt(Reference.WINDOWS.length)], 1 + random.nextInt(10));
        }
        this.sessionTerms = new Terms(Use.SESSION, 1 + random.nextInt(6), 6000, 0);
    }

    void begin() {
        for (int i = 0; i < CLIENTS; i++) {
            timeline.after(500 + random.nextInt(2000), attempts(i));
        }
    }

    String any() {
        return "client" + random.nextInt(CLIENTS);
    }

    /** How many attempts were answered. */
    int answered() {
        return answered;
    }

    /** @param client absent: all */
    void reset(@Nullable String client) {
        clients.values().stream().filter(it -> client == null || it.client.equals(client))
                .forEach(it -> it.reset(timeline.nowMs()));
    }

    Iterable<Truth> all() {
        return clients.values();
    }

    private Runnable attempts(int client) {
        return () -> {
            if (timeline.nowMs() < Simulation.BUSY_MS) {
                int burst = random.nextInt(4) == 0 ? 1 + random.nextInt(8) : 1;
                for (int i = 0; i < burst; i++) {
                    attempt(client);
                }
                timeline.after(random.nextInt(3) == 0 ? random.nextInt(2000) : random.nextInt(100), attempts(client));
            }
        };
    }

    private void attempt(int number) {
        List<SimulatedDoor> serving = doors.stream()
                .filter(door -> door.alive && door.serves && door.pausedUntilMs <= timeline.nowMs()).toList();
        if (serving.isEmpty()) {
            return;
        }
        SimulatedDoor door = serving.get(random.nextInt(serving.size()));
        Truth client = truth("client" + number);
        Terms terms = random.nextInt(10) == 0 ? sessionTerms : throttled(connectionTerms[number]);
        PartitionClaims claims = door.claims[Simulation.partitionOf(client.client)];
        Truth.Stay stay = new Truth.Stay(door, terms, timeline.nowMs(),
                log.end(Simulation.partitionOf(client.client)) == 0
                        ? 0
                        : door.read[Simulation.partitionOf(client.client)]);
        client.add(stay);
        switch (claims.attempt(client.client, terms, door.clock(timeline.nowMs()),
                answer -> answered(client, stay, answer))) {
            case Answer.Final answer -> answered(client, stay, answer);
            case Answer.Waiting(Place place) -> {
                stay.place = place;
                timeline.after(OwnRecords.PATIENCE_MS + 2 * Simulation.TICK_MS, () -> invariants.isAnswered(stay));
                if (random.nextInt(15) == 0) {
                    timeline.after(random.nextInt(mostDelayMs), () -> giveUp(stay));
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
        timeline.trace("%s at %s under %d in %d ms, %d sockets: %s", client.client, stay.door.name, stay.terms.limit(),
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
                    timeline.after(random.nextInt(random.nextInt(8) == 0 ? 30_000 : 3000),
                            () -> closeUnlessAtRest(stay));
                }
            }
        }
    }

    private void giveUp(Truth.Stay stay) {
        if (stay.outcome == null && stay.door.alive && stay.place != null
                && stay.place.state == Place.State.WAITING) {
            stay.givenUp = true;
            stay.untilMs = timeline.nowMs();
            timeline.trace("%s gives up at %s", stay.place.name, stay.door.name);
            stay.door.claims[Simulation.partitionOf(stay.place.name)].release(stay.place,
                    stay.door.clock(timeline.nowMs()));
        }
    }

    private void closeUnlessAtRest(Truth.Stay stay) {
        if (timeline.nowMs() < Simulation.BUSY_MS) {
            close(stay);
        }
    }

    void close(Truth.Stay stay) {
        if (stay.isOpen() && stay.door.alive && stay.place != null) {
            stay.untilMs = timeline.nowMs();
            stay.door.sockets.merge(stay.place.name, -1, Integer::sum);
            PartitionClaims claims = stay.door.claims[Simulation.partitionOf(stay.place.name)];
            claims.release(stay.place, stay.door.clock(timeline.nowMs()));
            claims.release(stay.place, stay.door.clock(timeline.nowMs()));
        }
    }

    private Truth truth(String client) {
        Truth truth = clients.get(client);
        if (truth == null) {
            throw new IllegalStateException("there is no " + client);
        }
        return truth;
    }
}
