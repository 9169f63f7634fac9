package io.doorstep.benchmarks.hostile;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.outage.EventBook;
import io.doorstep.benchmarks.outage.Publishing;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.soak.ServiceState;
import io.doorstep.benchmarks.sockets.Arrivals;
import io.doorstep.benchmarks.sockets.Attendance;
import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.events.json.DoorstepJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Visitors, attackers and a broker that is restarted and whose topics are deleted, all at once; ends with 1 where a bar is missed. */
@Command(name = "hostile", sortOptions = false, description = "Visitors while everything goes wrong at once, and whether they noticed.")
public final class HostileHour extends BenchmarkCommand implements Callable<Integer> {
    private static final Duration DELETE_EVERY = Duration.ofMinutes(5);
    private static final Duration RESTART_EVERY = Duration.ofMinutes(8);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration HEAD = Duration.ofSeconds(12);
    private static final Duration RECREATION = Duration.ofSeconds(30);
    private static final long LOG_BYTES = 5_000_000;
    private static final int LOOKS = 4;

    @Option(names = "--minutes", defaultValue = "60", paramLabel = "N", description = "How long it goes on, at least 2. A run of less than 25 minutes deletes and restarts more often. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(names = "--rate", defaultValue = "20", paramLabel = "N", description = "Visitors a second, each from an address of its own. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--seed", defaultValue = "12", paramLabel = "N", description = "Of who comes when, and of what the attackers send. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    private final VisitLog visits = new VisitLog();
    private int visitors;

    @Override
    public Integer call() throws InterruptedException, ExecutionException, TimeoutException {
        Duration time = Duration.ofMinutes(Math.max(2, minutes));
        try (Broker broker = servers.requiredBroker();
                Server door = servers.doorstep(broker);
                Server learner = servers.learner(broker);
                EventReader reader = new EventReader(broker.bootstrapServers());
                SocketLoop loop = new SocketLoop()) {
            List<Vitals> vitals = List.of(new Vitals(door), new Vitals(learner));
            Saboteur saboteur = new Saboteur(broker, reader, this::say);
            Attackers attackers = new Attackers(door, learner, time, seed);
            try (attackers) {
                Attendance attendance = visit(door, loop, time);
                Thread watch = watch(vitals, time);
                saboteur.work(time, min(DELETE_EVERY, time.dividedBy(5)), min(RESTART_EVERY, time.dividedBy(3)));
                watch.join();
                attendance.awaitAllGone(PATIENCE);
            }
            List<Check> checks = checks(broker, door, learner, saboteur, attackers, reader);
            vitals.forEach(one -> checks.add(one.heap()));
            attackers.counts.all().forEach((what, count) -> say("  %-50s %,10d".formatted(what, count)));
            say("\n" + Check.table(checks));
            return checks.stream().allMatch(Check::holds) ? 0 : 1;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Attendance visit(Server door, SocketLoop loop, Duration time) {
        Attendance attendance = new Attendance();
        NettySockets sockets = door.sockets(loop.loop(), 1);
        Random random = new Random(seed);
        CompletableFuture<Void> _ = new Arrivals(loop.timers(), random, rate, due -> {
            attendance.came();
            new Visit(loop.timers(), visits, due, random.nextBoolean(), attendance::went).come(sockets, visitors++);
        }).run(time.toNanos());
        return attendance;
    }

    /** Looks at the heaps at the start, at each quarter and at the end. */
    private Thread watch(List<Vitals> vitals, Duration time) {
        long start = System.nanoTime();
        vitals.forEach(Vitals::look);
        return Thread.ofVirtual().start(() -> {
            for (int look = 1; look <= LOOKS; look++) {
                sleepUntil(start + time.multipliedBy(look).dividedBy(LOOKS).toNanos());
                vitals.forEach(Vitals::look);
                say("%d %% of %d minutes".formatted(100 * look / LOOKS, time.toMinutes()));
            }
        });
    }

    private static void sleepUntil(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<Check> checks(Broker broker, Server door, Server learner, Saboteur saboteur, Attackers attackers,
            EventReader reader) throws InterruptedException, ExecutionException {
        await(() -> state(door).isAtRest() && publishing(door).isAtRest() && isUp(door) && isUp(learner));
        Publishing published = publishing(door);
        EventBook events = reader.finish();
        ServiceState rest = state(door);
        List<Check> checks = new ArrayList<>();
        checks.add(Check.told("visitors, of whom told a documented reason", visitors + ", " + visits.told()));
        checks.add(Check.none("admission errors " + visits.failures(),
                visits.failures().values().stream().mapToLong(n -> n).sum()));
        checks.add(Check.told("due to first frame p50, p99, longest, ms", "%.1f, %.1f, %.1f".formatted(
                visits.firstFrames.getValueAtPercentile(50) / 1e6, visits.firstFrames.getValueAtPercentile(99) / 1e6,
                visits.firstFrames.getMaxValue() / 1e6)));
        checks.addAll(new Losses(visits, events, saboteur.deletions()).checks(published.published(),
                published.dropped()));
        checks.add(Check.told("restarts of the broker, topics deleted",
                saboteur.restarts() + ", " + saboteur.deletions().size()));
        Duration slowest = saboteur.deletions().stream().map(Deletion::back).max(Duration::compareTo)
                .orElse(Duration.ZERO);
        checks.add(new Check("a deleted topic is back after at most, s", seconds(slowest), seconds(RECREATION),
                slowest.compareTo(RECREATION) < 0));
        checks.add(new Check("what is held when all have gone", rest.toString(), "0", rest.isAtRest()));
        checks.add(new Check("both services are up again", isUp(door) && isUp(learner) ? "yes" : "no", "yes",
                isUp(door) && isUp(learner)));
        checks.add(Check.none("answers of 5xx but 503", attackers.serverErrors()));
        checks.add(new Check("an unfinished head lasts at most, s", seconds(attackers.longestDrip()), seconds(HEAD),
                attackers.longestDrip().compareTo(HEAD) < 0));
        long printed = door.printedBytes() + learner.printedBytes() + broker.printedBytes();
        checks.add(new Check("log of door, learner, broker, KB", "%,d, %,d, %,d".formatted(door.printedBytes() / 1000,
                learner.printedBytes() / 1000, broker.printedBytes() / 1000),
                "%,d in all".formatted(LOG_BYTES / 1000), printed < LOG_BYTES));
        checks.add(Check.told("processor time of door, learner, broker, s", "%.0f, %.0f, %.0f".formatted(
                door.jvm().cpuNanos() / 1e9, learner.jvm().cpuNanos() / 1e9, broker.cpuNanos() / 1e9)));
        return checks;
    }

    private static String seconds(Duration time) {
        return "%.1f".formatted(time.toMillis() / 1e3);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            Thread.sleep(500);
        }
    }

    private static boolean isUp(Server server) {
        return DoorstepJson.mapper().readTree(server.get("/actuator/health")).path("status").asString("").equals("UP");
    }

    private static Publishing publishing(Server door) {
        return Publishing.of(door.get("/api/debug/websocket-status"), door.get("/actuator/prometheus"));
    }

    private static ServiceState state(Server door) {
        return ServiceState.of(door.get("/api/debug/websocket-status"), door.get("/actuator/prometheus"));
    }
}
