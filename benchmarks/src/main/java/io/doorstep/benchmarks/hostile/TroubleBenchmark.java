package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.reconciliation.Visit;
import io.doorstep.benchmarks.reconciliation.VisitLog;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.soak.Counts;
import io.doorstep.benchmarks.sockets.Arrivals;
import io.doorstep.benchmarks.sockets.Attendance;
import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what one kind of trouble costs at a time: how long visitors wait beside attackers, and what idle services use. */
@Command(name = "trouble", sortOptions = false, description = "What visitors notice of guessers and drips, and what idle services use while Kafka is not well.")
public final class TroubleBenchmark extends BenchmarkCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What a change sets off is over before its steady cost is measured. */
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final int GUESSERS = 64;
    private static final String QUIET = "nobody";
    private static final String BESIDE_GUESSERS = "64 connections that guess passwords";
    private static final String BESIDE_DRIPS = "8,400 unfinished requests of one address";
    private static final int DRIPS = 8400;
    private static final int ATTEMPTS = 50;
    private static final int DRIPS_NETWORK = 10;
    /** Kafka makes no topic whose name is another's but for dots and underscores. */
    private static final String IN_THE_WAY = Topic.MESSAGES.topicName().replace('.', '_');

    @Option(names = "--rate", defaultValue = "20", paramLabel = "N", description = "Visitors a second, each from an address of its own. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "N", description = "How often the attackers take turns. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--phase", defaultValue = "20", paramLabel = "SECONDS", description = "How long each is at it, and how long idle services are watched. Default: ${DEFAULT-VALUE}")
    private int phaseSeconds;

    @Option(names = "--warm-up", defaultValue = "20", paramLabel = "SECONDS", description = "Visitors alone before the first turn. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(names = "--seed", defaultValue = "12", paramLabel = "N", description = "Of the instants at which visitors come. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    private final Counts counts = new Counts();
    private final VisitLog visits = new VisitLog();
    private Random random = new Random(0);
    private int visitors;

    /** Attackers who are at it until they are closed. */
    private interface Company extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        random = new Random(seed);
        try (Broker broker = servers.requiredBroker();
                Server door = servers.doorstep(broker);
                Server learner = servers.learner(broker);
                SocketLoop loop = new SocketLoop();
                SocketLoop theirs = new SocketLoop()) {
            visit(door, loop, "warm-up", warmUpSeconds, () -> {});
            for (int i = 0; i < rounds; i++) {
                visit(door, loop, QUIET, phaseSeconds, () -> {});
                visit(door, loop, BESIDE_GUESSERS, phaseSeconds,
                        new BasicStorm(door.http(), "127.0.1.1", GUESSERS, Duration.ZERO, counts)::close);
                visit(door, loop, BESIDE_DRIPS, phaseSeconds, new Drips(theirs.loop(), door.address(), DRIPS_NETWORK,
                        DRIPS, DRIPS, counts)::close);
            }
            say("\n" + waits());
            counts.all().forEach((what, count) -> say("  %-50s %,10d".formatted(what, count)));
            say("\n" + usage(broker, door, learner));
        }
        return 0;
    }

    private void visit(Server door, SocketLoop loop, String beside, int seconds, Company company)
            throws InterruptedException {
        Attendance attendance = new Attendance();
        NettySockets sockets = door.sockets(loop.loop(), 1);
        try (company) {
            new Arrivals(loop.timers(), new Random(random.nextLong()), rate, due -> {
                attendance.came();
                new Visit(loop.timers(), visits, beside, due, false, attendance::went).come(sockets, visitors++);
            }).run(Duration.ofSeconds(seconds).toNanos()).join();
            attendance.awaitAllGone(PATIENCE);
        }
        Histogram waits = visits.firstFrames(beside);
        say("beside %s: %,d visitors, first frame p99 %.1f ms so far".formatted(beside, waits.getTotalCount(),
                waits.getValueAtPercentile(99) / 1e6));
    }

    private String waits() {
        TextTable table = new TextTable();
        table.add(List.of("due to first frame, ms, beside", "visitors", "p50", "p99", "longest"));
        for (String beside : List.of(QUIET, BESIDE_GUESSERS, BESIDE_DRIPS)) {
            Histogram waits = visits.firstFrames(beside);
            table.add(List.of(beside, waits.getTotalCount(), millis(waits.getValueAtPercentile(50)),
                    millis(waits.getValueAtPercentile(99)), millis(waits.getMaxValue())));
        }
        return table.toMarkdown() + "\nRejected: %s. %s: %s\n".formatted(visits.rejections(),
                visits.admissionErrors().what(), visits.admissionErrors().found());
    }

    private static String millis(long nanos) {
        return "%.1f".formatted(nanos / 1e6);
    }

    private String usage(Broker broker, Server door, Server learner) throws InterruptedException, ExecutionException {
        TextTable table = new TextTable();
        table.add(List.of("idle, % of a core", "door", "learner"));
        table.add(usage("all is well", door, learner));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            putInTheWay(admin);
            table.add(usage("a topic is missing and cannot be made", door, learner));
            admin.deleteTopics(List.of(IN_THE_WAY)).all().get();
        }
        broker.kill();
        table.add(usage("Kafka is away", door, learner));
        return table.toMarkdown();
    }

    /** The services make the topic again within moments: whoever is first decides. */
    private static void putInTheWay(Admin admin) throws InterruptedException, ExecutionException {
        for (int attempt = 1;; attempt++) {
            try {
                admin.deleteTopics(List.of(Topic.MESSAGES.topicName())).all().get();
                admin.createTopics(List.of(new NewTopic(IN_THE_WAY, 1, (short) 1))).all().get();
                return;
            } catch (ExecutionException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private List<Object> usage(String when, Server door, Server learner) throws InterruptedException {
        say("measuring idle services: " + when);
        Thread.sleep(SETTLING);
        long start = System.nanoTime();
        long ofDoor = door.jvm().cpuNanos();
        long ofLearner = learner.jvm().cpuNanos();
        Thread.sleep(Duration.ofSeconds(phaseSeconds));
        double percent = (System.nanoTime() - start) / 100.0;
        return List.of(when, "%.1f".formatted((door.jvm().cpuNanos() - ofDoor) / percent),
                "%.1f".formatted((learner.jvm().cpuNanos() - ofLearner) / percent));
    }
}
