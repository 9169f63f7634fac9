package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.sockets.Arrivals;
import io.doorstep.benchmarks.sockets.Attendance;
import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.benchmarks.tables.Medians;
import io.doorstep.benchmarks.tables.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what guests notice while many times their number are being refused. */
@Command(name = "flood", sortOptions = false, description = "What those inside notice while many times their number are being refused.")
public final class FloodBenchmark extends BenchmarkCommand implements Callable<Integer> {
    private static final double TAIL = 99;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Option(names = "--rate", defaultValue = "20", paramLabel = "N", description = "Guests a second, each from an address of its own. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--multiplier", defaultValue = "10", paramLabel = "N", description = "Attempts of intruders for each guest. Default: ${DEFAULT-VALUE}")
    private double multiplier;

    @Option(names = "--intruders", defaultValue = "5", paramLabel = "N", description = "Addresses they come from. Default: ${DEFAULT-VALUE}")
    private int intruders;

    @Option(names = "--rounds", defaultValue = "4", paramLabel = "N", description = "Quiet phases, and as many floods, which take turns. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--phase", defaultValue = "20", paramLabel = "SECONDS", description = "Length of a phase. Default: ${DEFAULT-VALUE}")
    private int phaseSeconds;

    @Option(names = "--warm-up", defaultValue = "20", paramLabel = "SECONDS", description = "Flood before the first phase. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(names = "--seed", defaultValue = "11", paramLabel = "N", description = "Of the instants at which they come. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    private Random random = new Random(0);
    private int guests;

    @Override
    public Integer call() throws InterruptedException {
        random = new Random(seed);
        guests = intruders;
        List<Phase> quiet = new ArrayList<>();
        List<Phase> flood = new ArrayList<>();
        try (Broker broker = servers.broker();
                Server server = servers.doorstep(broker, "doorstep.pool.max-connections=8000");
                SocketLoop guestLoop = new SocketLoop();
                SocketLoop intruderLoop = new SocketLoop()) {
            Stage stage = new Stage(server, guestLoop, intruderLoop, broker != null);
            play(stage, "warm-up", warmUpSeconds, rate * multiplier);
            for (int i = 1; i <= rounds; i++) {
                quiet.add(play(stage, "quiet %d of %d".formatted(i, rounds), phaseSeconds, 0));
                flood.add(play(stage, "flood %d of %d".formatted(i, rounds), phaseSeconds, rate * multiplier));
            }
        }
        say("\n" + table(quiet, flood));
        Refusals refusals = new Refusals();
        flood.forEach(phase -> refusals.add(phase.refusals()));
        say(refusals.toString());
        return 0;
    }

    /**
     * @param talk whether guests say something, for which there must be a broker
     */
    private record Stage(Server server, SocketLoop guests, SocketLoop intruders, boolean talk) {
        NettySockets socketsOf(SocketLoop loop) {
            return server.sockets(loop.loop(), 1);
        }
    }

    private record Phase(Latencies latencies, Refusals refusals) {}

    private Phase play(Stage stage, String name, int seconds, double intrusions) throws InterruptedException {
        Phase phase = new Phase(new Latencies(), new Refusals());
        Attendance attendance = new Attendance();
        NettySockets guestSockets = stage.socketsOf(stage.guests());
        CompletableFuture<Void> quiet = new Arrivals(stage.guests().timers(), new Random(random.nextLong()), rate,
                due -> {
                    attendance.came();
                    new Guest(stage.guests().timers(), phase.latencies(), due, stage.talk(),
                            attendance::went).come(guestSockets, guests++);
                }).run(TimeUnit.SECONDS.toNanos(seconds));
        if (intrusions > 0) {
            NettySockets intruderSockets = stage.socketsOf(stage.intruders());
            Random who = new Random(random.nextLong());
            new Arrivals(stage.intruders().timers(), new Random(random.nextLong()), intrusions, _ -> {
                attendance.came();
                new Intruder(phase.refusals(), attendance::went).come(intruderSockets,
                        who.nextInt(intruders));
            }).run(TimeUnit.SECONDS.toNanos(seconds)).join();
        }
        quiet.join();
        attendance.awaitAllGone(PATIENCE);
        say("%s: first frame p99 %.1f ms, ack p99 %.1f ms, %d guests failed; intruders: %s".formatted(name,
                millis(phase.latencies().greeting, TAIL), millis(phase.latencies().acknowledgement, TAIL),
                phase.latencies().failed, phase.refusals()));
        return phase;
    }

    private static String table(List<Phase> quiet, List<Phase> flood) {
        TextTable table = new TextTable();
        table.add(List.of("guests, ms", "quiet p50", "quiet p99", "flood p50", "flood p99", "ratio of p99",
                "median of the rounds' ratios"));
        table.add(row("connect to first frame", quiet, flood, latencies -> latencies.greeting));
        table.add(row("message to ack", quiet, flood, latencies -> latencies.acknowledgement));
        table.add(row("connect to ack", quiet, flood, latencies -> latencies.both));
        table.add(List.of("failed", "", sum(quiet).failed, "", sum(flood).failed, "", ""));
        return table.toMarkdown();
    }

    private static List<Object> row(String what, List<Phase> quiet, List<Phase> flood,
            Function<Latencies, Histogram> part) {
        Histogram before = part.apply(sum(quiet));
        Histogram during = part.apply(sum(flood));
        return List.of(what, ms(before, 50), ms(before, TAIL), ms(during, 50), ms(during, TAIL),
                "%.2f".formatted(millis(during, TAIL) / millis(before, TAIL)),
                "%.2f".formatted(Medians.ofRatios(flood, quiet,
                        phase -> millis(part.apply(phase.latencies()), TAIL))));
    }

    private static Latencies sum(List<Phase> phases) {
        Latencies sum = new Latencies();
        phases.forEach(phase -> sum.add(phase.latencies()));
        return sum;
    }

    private static String ms(Histogram histogram, double percentile) {
        return "%.1f".formatted(millis(histogram, percentile));
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }
}
