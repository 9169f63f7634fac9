package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.reconciliation.Check;
import io.doorstep.benchmarks.reconciliation.Deletion;
import io.doorstep.benchmarks.reconciliation.EventReader;
import io.doorstep.benchmarks.reconciliation.HeapTrend;
import io.doorstep.benchmarks.reconciliation.Polling;
import io.doorstep.benchmarks.reconciliation.Publishing;
import io.doorstep.benchmarks.reconciliation.Reconciliation;
import io.doorstep.benchmarks.reconciliation.ServiceState;
import io.doorstep.benchmarks.reconciliation.Visit;
import io.doorstep.benchmarks.reconciliation.VisitLog;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.sockets.Arrivals;
import io.doorstep.benchmarks.sockets.Attendance;
import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.events.json.DoorstepJson;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Visitors, attackers and a broker that is restarted and whose topics are deleted, all at once; ends with 1 where a bar is missed. */
@Command(name = "hostile", sortOptions = false, description = "Visitors while everything goes wrong at once, and whether they noticed.")
public final class HostileHour extends BenchmarkCommand implements Callable<Integer> {
    private static final Duration DELETE_EVERY = Duration.ofMinutes(5);
    private static final Duration RESTART_EVERY = Duration.ofMinutes(8);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** The 10 s that a head has, and what accepting a connection takes on a machine that is busy. */
    private static final Duration HEAD = Duration.ofSeconds(15);
    private static final Duration RECREATION = Duration.ofSeconds(30);
    private static final long LOG_BYTES = 5_000_000;
    private static final int LOOKS = 12;
    /** Visitors come at random instants, so that they are about as many as they should be. */
    private static final double NEARLY_ALL = 0.1;
    private static final String ALL_THE_TIME = "";
    /** Each comes again every five minutes. */
    private static final int VISITORS = 6000;
    /** What is remembered of conversations reaches its bound in the first minutes; the heap is flat from there on. */
    private static final String SMALL = "doorstep.conversations.bytes-unattended=4MB";

    @Option(names = "--minutes", defaultValue = "60", paramLabel = "N", description = "How long it goes on, at least 2. A run of less than 25 minutes deletes and restarts more often. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(names = "--rate", defaultValue = "20", paramLabel = "N", description = "Visitors a second, each from an address of its own. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--seed", defaultValue = "12", paramLabel = "N", description = "Of who comes when, and of what the attackers send. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    private final VisitLog visits = new VisitLog();
    private final Parts parts = new Parts(this::say);
    private final List<Check> checks = new ArrayList<>();
    private final Attendance attendance = new Attendance();
    private int visitors;
    private long dropped;

    @Override
    public Integer call() throws InterruptedException {
        Duration time = Duration.ofMinutes(Math.max(2, minutes));
        try (Broker broker = servers.requiredBroker();
                Server door = servers.doorstep(broker, SMALL);
                Server learner = servers.learner(broker);
                EventReader reader = new EventReader(broker.bootstrapServers());
                SocketLoop loop = new SocketLoop()) {
            Saboteur saboteur = new Saboteur(broker, reader, parts);
            Heaps heaps = new Heaps(List.of(door, learner));
            Attackers attackers = new Attackers(door, learner, time, seed);
            try (attackers) {
                CompletableFuture<Void> arrivals = visit(door, loop, time);
                Thread watch = watch(heaps, time);
                saboteur.work(time, min(DELETE_EVERY, time.dividedBy(5)), min(RESTART_EVERY, time.dividedBy(3)));
                parts.run("letting visitors come",
                        () -> arrivals.get(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS));
                boolean _ = watch.join(PATIENCE);
                parts.run("waiting for the last visitor", () -> attendance.awaitAllGone(PATIENCE));
            }
            parts.run("looking at the visits", () -> checkVisits(time));
            parts.run("looking at what is held", () -> checkRest(door, learner));
            parts.run("looking at the attackers", () -> checkAttackers(attackers));
            parts.run("looking at the processes", () -> checkProcesses(broker, door, learner));
            checks.addAll(heaps.checks());
            parts.run("stopping the door", door::stop);
            parts.run("reading Kafka", () -> checkEvents(saboteur, reader));
            checks.add(parts.check());
            attackers.counts.all().forEach((what, count) -> say("  %-50s %,10d".formatted(what, count)));
            say("\n" + Check.table("%d minutes".formatted(time.toMinutes()), checks));
            if (Check.allHold(checks)) {
                return 0;
            }
            say("\nWhat the door printed last:\n" + door.output());
            return 1;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private CompletableFuture<Void> visit(Server door, SocketLoop loop, Duration time) {
        NettySockets sockets = door.sockets(loop.loop(), 1);
        Random random = new Random(seed);
        return new Arrivals(loop.timers(), random, rate, due -> {
            attendance.came();
            new Visit(loop.timers(), visits, ALL_THE_TIME, due, random.nextBoolean(), attendance::went)
                    .come(sockets, visitors++ % VISITORS);
        }).run(time.toNanos());
    }

    /** Looks at the heaps now and then, the last time when the time is over. */
    private Thread watch(Heaps heaps, Duration time) {
        long start = System.nanoTime();
        return Thread.ofVirtual().start(() -> {
            try {
                for (int look = 1; look <= LOOKS; look++) {
                    TimeUnit.NANOSECONDS.sleep(
                            start + time.multipliedBy(look).dividedBy(LOOKS).toNanos() - System.nanoTime());
                    parts.run("looking at the heaps", () -> parts.say(heaps.look()));
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void checkVisits(Duration time) {
        Histogram waits = visits.firstFrames(ALL_THE_TIME);
        double expected = rate * time.toSeconds();
        checks.add(new Check("visitors who came", "about %,.0f".formatted(expected), "%,d".formatted(visits.attempts()),
                Math.abs(visits.attempts() - expected) < NEARLY_ALL * expected));
        checks.add(Check.info("attempts; rejected for a documented reason",
                "%,d; %s".formatted(visits.attempts(), visits.rejections())));
        checks.add(visits.admissionErrors());
        checks.add(Check.info("due to first frame p50, p99, longest, ms",
                "%.1f, %.1f, %.1f".formatted(waits.getValueAtPercentile(50) / 1e6,
                        waits.getValueAtPercentile(99) / 1e6, waits.getMaxValue() / 1e6)));
    }

    private void checkRest(Server door, Server learner) throws InterruptedException {
        checks.add(Polling.until(() -> ServiceState.of(door), ServiceState::isAtRest, PATIENCE).check());
        Publishing publishing = Polling.until(() -> Publishing.of(door), Publishing::isAtRest, PATIENCE);
        dropped = publishing.dropped();
        checks.add(new Check("events on their way", "0", publishing.toString(), publishing.isAtRest()));
        for (Server server : List.of(door, learner)) {
            String health = Polling.until(() -> health(server), "UP"::equals, PATIENCE);
            checks.add(new Check("health of " + server.name(), "UP", health, health.equals("UP")));
        }
    }

    private static String health(Server server) {
        return DoorstepJson.mapper().readTree(server.get("/actuator/health")).path("status").asString("");
    }

    private void checkAttackers(Attackers attackers) {
        checks.add(Check.none("answers of 5xx but 503", attackers.serverErrors()));
        checks.add(below("an unfinished head lasts at most, s: at the door", HEAD, attackers.longestDripAtDoor()));
        checks.add(below("at the learner", HEAD, attackers.longestDripAtLearner()));
    }

    private static Check below(String what, Duration bar, Duration found) {
        return new Check(what, "< " + seconds(bar), seconds(found), found.compareTo(bar) < 0);
    }

    private static String seconds(Duration time) {
        return "%.1f".formatted(time.toMillis() / 1e3);
    }

    private void checkProcesses(Broker broker, Server door, Server learner) {
        long printed = door.printedBytes() + learner.printedBytes() + broker.printedBytes();
        checks.add(new Check("log of door, learner, broker, KB", "%,d in all".formatted(LOG_BYTES / 1000),
                "%,d, %,d, %,d".formatted(door.printedBytes() / 1000, learner.printedBytes() / 1000,
                        broker.printedBytes() / 1000),
                printed < LOG_BYTES));
        checks.add(Check.info("processor time of door, learner, broker, s", "%.0f, %.0f, %.0f".formatted(
                door.jvm().cpuNanos() / 1e9, learner.jvm().cpuNanos() / 1e9, broker.cpuNanos() / 1e9)));
        checks.add(Check.info("processes that wait for a processor, in the last minute",
                "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())));
    }

    private void checkEvents(Saboteur saboteur, EventReader reader) throws Exception {
        List<Deletion> deletions = saboteur.deletions();
        checks.add(Check.info("restarts of the broker, topics deleted",
                saboteur.restarts() + ", " + deletions.size()));
        checks.add(below("a deleted topic is back after at most, s", RECREATION,
                deletions.stream().map(Deletion::back).max(Duration::compareTo).orElse(Duration.ZERO)));
        checks.addAll(new Reconciliation(visits, reader.finish(), deletions).checks(dropped));
    }
}
