package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.soak.Counts;
import io.doorstep.benchmarks.soak.Nonsense;
import io.doorstep.benchmarks.soak.Person;
import io.doorstep.benchmarks.sockets.Arrivals;
import io.doorstep.benchmarks.sockets.ClientAddresses;
import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.benchmarks.sockets.WildLine;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Everybody who means harm, from addresses that no visitor has. */
final class Attackers implements AutoCloseable {
    private static final int GUESSERS = 64;
    private static final int FUZZERS = 4;
    private static final double HECKLERS_A_SECOND = 2;
    private static final long HECKLING_NANOS = Duration.ofSeconds(3).toNanos();
    private static final Duration GUESSES_APART = Duration.ofSeconds(1);
    private static final int DOOR_DRIPS = 1000;
    private static final int LEARNER_DRIPS = 200;
    private static final int DRIPS_OF_AN_ADDRESS = 4;

    final Counts counts = new Counts();
    private final SocketLoop loop = new SocketLoop();
    private final Drips doorDrips;
    private final Drips learnerDrips;
    private final BasicStorm doorStorm;
    private final BasicStorm learnerStorm;
    private final Fuzz fuzz;
    private int hecklers;

    Attackers(Server door, Server learner, Duration time, long seed) {
        doorStorm = new BasicStorm(door.http(), "127.0.1.1", GUESSERS, GUESSES_APART, counts);
        learnerStorm = new BasicStorm(learner.http(), "127.0.1.2", GUESSERS, GUESSES_APART, counts);
        fuzz = new Fuzz(List.of(door.address(), learner.address()), "127.0.2.1", FUZZERS, seed, counts);
        doorDrips = new Drips(loop.loop(), door.address(), 10, DOOR_DRIPS, DRIPS_OF_AN_ADDRESS, counts);
        learnerDrips = new Drips(loop.loop(), learner.address(), 20, LEARNER_DRIPS, DRIPS_OF_AN_ADDRESS, counts);
        NettySockets sockets = door.sockets(loop.loop(), 1);
        Random random = new Random(seed);
        CompletableFuture<Void> _ = new Arrivals(loop.timers(), random, HECKLERS_A_SECOND,
                _ -> new Person(counts, line -> heckle(line, random), _ -> {}).come(sockets,
                        ClientAddresses.CLIENTS - 1 - hecklers++))
                .run(time.toNanos());
    }

    private void heckle(WildLine line, Random random) {
        Nonsense.send(line, random);
        loop.timers().after(HECKLING_NANOS, line::reset);
    }

    /** The longest that a request went on without its head being complete. */
    Duration longestDripAtDoor() {
        return doorDrips.longest();
    }

    Duration longestDripAtLearner() {
        return learnerDrips.longest();
    }

    /** Answers that say that the server failed, or that it was too busy to answer. */
    long serverErrors() {
        return counts.all().entrySet().stream()
                .filter(one -> one.getKey().matches("(guess|fuzz): 5(?!03).*")).mapToLong(one -> one.getValue()).sum();
    }

    @Override
    public void close() {
        doorStorm.close();
        learnerStorm.close();
        fuzz.close();
        doorDrips.close();
        learnerDrips.close();
        loop.close();
    }
}
