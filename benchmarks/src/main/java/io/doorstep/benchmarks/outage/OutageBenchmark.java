package io.doorstep.benchmarks.outage;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.reconciliation.Check;
import io.doorstep.benchmarks.reconciliation.EventReader;
import io.doorstep.benchmarks.reconciliation.Polling;
import io.doorstep.benchmarks.reconciliation.PublishedEvents;
import io.doorstep.benchmarks.reconciliation.Publishing;
import io.doorstep.benchmarks.reconciliation.Reconciliation;
import io.doorstep.benchmarks.reconciliation.Visit;
import io.doorstep.benchmarks.reconciliation.VisitLog;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.sockets.Arrivals;
import io.doorstep.benchmarks.sockets.Attendance;
import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.benchmarks.tables.TimeText;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills the broker under steady load and runs it again, and ends with 1 where a count does not add up afterwards. */
@Command(name = "outage", sortOptions = false, description = "What visitors notice of a broker that goes away, and whether every event is on Kafka afterwards.")
public final class OutageBenchmark extends BenchmarkCommand implements Callable<Integer> {
    private static final int HELD = 0;
    private static final int FAILED = 1;
    private static final Duration SAY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(names = "--rate", defaultValue = "30", paramLabel = "N", description = "Visitors a second, each from an address of its own. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--warm-up", defaultValue = "20s", converter = Span.class, paramLabel = "SPAN", description = "Of the service. Default: ${DEFAULT-VALUE}")
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--before", defaultValue = "20s", converter = Span.class, paramLabel = "SPAN", description = "While the broker is there. Default: ${DEFAULT-VALUE}")
    private Duration before = Duration.ZERO;

    @Option(names = "--away", defaultValue = "20s", converter = Span.class, paramLabel = "SPAN", description = "While it is not; 10m for a long run. Default: ${DEFAULT-VALUE}")
    private Duration away = Duration.ZERO;

    @Option(names = "--after", defaultValue = "20s", converter = Span.class, paramLabel = "SPAN", description = "Once it is back and has what was on disk. Default: ${DEFAULT-VALUE}")
    private Duration after = Duration.ZERO;

    @Option(names = "--seed", defaultValue = "11", paramLabel = "N", description = "Of the instants at which they come. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    private final VisitLog visits = new VisitLog();
    private volatile Phase phase = Phase.WARM_UP;
    private volatile boolean over;
    private int visitors;

    static final class Span implements CommandLine.ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return TimeText.parse(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException, TimeoutException {
        try (Broker broker = servers.requiredBroker();
                Server server = servers.doorstep(broker, "doorstep.pool.max-connections=8000");
                SocketLoop loop = new SocketLoop()) {
            Attendance attendance = new Attendance();
            keepComing(server, loop, attendance);
            pass(server, Phase.WARM_UP, warmUp);
            pass(server, Phase.BEFORE, before);
            broker.kill();
            pass(server, Phase.AWAY, away);
            long returned = System.nanoTime();
            phase = Phase.RETURNING;
            broker.restart();
            say("the broker is back");
            await(server, Publishing::isBack);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - returned);
            pass(server, Phase.AFTER, after);
            over = true;
            attendance.awaitAllGone(PATIENCE);
            Publishing last = await(server, Publishing::isAtRest);
            server.stop();
            return report(read(broker), last, millis);
        }
    }

    /** Until it is over, at random instants. */
    private void keepComing(Server server, SocketLoop loop, Attendance attendance) {
        NettySockets sockets = server.sockets(loop.loop(), 1);
        CompletableFuture<Void> _ = new Arrivals(loop.timers(), new Random(seed), rate, due -> {
            if (!over) {
                attendance.came();
                new Visit(loop.timers(), visits, phase.words(), due, false, attendance::went).come(sockets, visitors++);
            }
        }).run(Long.MAX_VALUE / 2);
    }

    private void pass(Server server, Phase now, Duration time) throws InterruptedException {
        phase = now;
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, SAY.toNanos()));
            say("%s: %s; load %.1f".formatted(phase.words(), Publishing.of(server),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        }
    }

    private static Publishing await(Server server, Predicate<Publishing> condition) throws InterruptedException {
        return Polling.until(() -> Publishing.of(server), condition, PATIENCE);
    }

    private static PublishedEvents read(Broker broker)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (EventReader reader = new EventReader(broker.bootstrapServers())) {
            return reader.finish();
        }
    }

    private int report(PublishedEvents events, Publishing last, long returnedMillis) {
        say("\n" + latencies());
        say("From the broker's start to an empty spool: %.1f s. By the service's count: %s. On Kafka: %,d events.%n"
                .formatted(returnedMillis / 1e3, last, events.events()));
        long admitted = visits.opens().size();
        List<Check> checks = new ArrayList<>(List.of(
                Check.equal("attempts that were admitted", visits.attempts(), admitted),
                Check.equal("sockets that ended properly", visits.attempts(), visits.closeHandshakes()),
                visits.admissionErrors(),
                Check.equal("sockets in `connection.activity`", admitted, events.activeOpened()),
                Check.equal("messages in `connection.activity`", admitted, events.activeMessages()),
                Check.none("`failed-open`", events.failedOpen())));
        checks.addAll(new Reconciliation(visits, events, List.of()).checks(last.dropped()));
        say(Check.table("", checks));
        return Check.allHold(checks) ? HELD : FAILED;
    }

    private String latencies() {
        TextTable table = new TextTable();
        table.add(List.of("the broker", "visitors", "connect to first frame p50, ms", "p99, ms", "longest, ms",
                "acknowledged within their visit"));
        for (Phase each : Phase.values()) {
            Histogram waits = visits.firstFrames(each.words());
            table.add(List.of(each.words(), waits.getTotalCount(), ms(waits.getValueAtPercentile(50)),
                    ms(waits.getValueAtPercentile(99)), ms(waits.getMaxValue()),
                    visits.acknowledgements(each.words())));
        }
        return table.toMarkdown();
    }

    private static String ms(long nanos) {
        return "%.1f".formatted(nanos / 1e6);
    }
}
