package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.sockets.Arrivals;
import io.doorstep.benchmarks.sockets.Attendance;
import io.doorstep.benchmarks.sockets.NettySockets;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.events.Limits;
import io.doorstep.events.json.DoorstepJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what one client gets from several instances, and what a crowd of honest ones notices. */
@Command(name = "instances", sortOptions = false, description = "What one client, and a crowd, get from several instances that share one limit.")
public final class InstancesBenchmark extends BenchmarkCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STAY = Duration.ofSeconds(10);
    private static final int CONNECTS_EACH = 10;
    private static final int SLOTS = 25;
    private static final int SLOT_ATTEMPTS = 4 * SLOTS;
    private static final double SLOT_RATE = 50;
    private static final int WARM_UP_RATE = 50;
    /** Of decisions that are for the log. */
    private static final List<String> OUTCOMES = List.of("fast", "alone", "claimed", "refused", "seen", "late",
            "behind",
            "away", "full");
    private static final List<String> WAITED = List.of("claimed", "refused", "late");

    @Option(names = "--instances", defaultValue = "3", paramLabel = "N", description = "Chat services. Default: ${DEFAULT-VALUE}")
    private int instances;

    @Option(names = "--counting", defaultValue = "together,each,split", split = ",", paramLabel = "HOW", description = "How they count, one after the other: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private List<Counting> countings = List.of();

    @Option(names = "--rates", defaultValue = "10,100,500,1000", split = ",", paramLabel = "N", description = "Attempts of one client a second, each spread at random. Default: ${DEFAULT-VALUE}")
    private List<Double> rates = List.of();

    @Option(names = "--phase", defaultValue = "10", paramLabel = "SECONDS", description = "How long a client is at it. Default: ${DEFAULT-VALUE}")
    private int phaseSeconds;

    @Option(names = "--repeats", defaultValue = "3", paramLabel = "N", description = "Clients for each rate, one after the other. Default: ${DEFAULT-VALUE}")
    private int repeats;

    @Option(names = "--crowd", defaultValue = "300", paramLabel = "N", description = "Honest clients, who connect 10 times each. Default: ${DEFAULT-VALUE}")
    private int crowd;

    @Option(names = "--crowd-for", defaultValue = "300", paramLabel = "SECONDS", description = "The time in which they do; 0: leave this part out. Default: ${DEFAULT-VALUE}")
    private int crowdSeconds;

    @Option(names = "--warm-up", defaultValue = "20", paramLabel = "SECONDS", description = "Visits of others before the first client. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(names = "--seed", defaultValue = "15", paramLabel = "N", description = "Of instants and instances. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    private final List<List<Object>> rows = new ArrayList<>();
    private Random random = new Random(0);
    private int clients;

    /** How several instances count what one client does. */
    private enum Counting {
        /** By the log. */
        TOGETHER,
        /** The whole limit at each. */
        EACH,
        /** The limit, divided by their number, at each. */
        SPLIT;

        String[] settings(int instances) {
            return switch (this) {
                case TOGETHER -> new String[]{"doorstep.claims=on"};
                case EACH -> new String[]{"doorstep.claims=off"};
                case SPLIT -> new String[]{"doorstep.claims=off",
                        "doorstep.limits.connection-rate.limit="
                                + Math.ceilDiv(Limits.DEFAULTS.connectionRate().limit(), instances),
                        "doorstep.pool.max-per-client=" + Math.ceilDiv(SLOTS, instances)};
            };
        }

        String words() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        random = new Random(seed);
        try (SocketLoop loop = new SocketLoop()) {
            for (Counting counting : countings) {
                try (Broker broker = servers.requiredBroker()) {
                    measure(broker, loop, counting);
                }
            }
        }
        TextTable table = new TextTable();
        table.add(Stream.of(Stream.of("%d instances that count".formatted(instances)),
                rates.stream().map("admitted of one client, at %,.0f a second"::formatted),
                Stream.of("of its sockets at once", "of the crowd refused", "waited for the log",
                        "wait of the crowd p50, ms", "p99", "one client's wait p50, ms", "p99"))
                .flatMap(cells -> cells).toList());
        rows.forEach(table::add);
        say("\n" + table.toMarkdown());
        return 0;
    }

    private void measure(Broker broker, SocketLoop loop, Counting counting) throws InterruptedException {
        List<Server> all = new ArrayList<>();
        try {
            for (int i = 0; i < instances; i++) {
                all.add(servers.doorstep(broker, counting.settings(instances)));
                say("%s: %d of %d instances".formatted(counting.words(), all.size(), instances));
            }
            Stage stage = new Stage(loop, all.stream().map(server -> server.sockets(loop.loop(), 1)).toList());
            attempts(stage, WARM_UP_RATE, warmUpSeconds, 0, () -> clients++);
            rows.add(row(counting, stage, all));
        } finally {
            all.forEach(Server::close);
        }
    }

    private record Stage(SocketLoop loop, List<NettySockets> all) {}

    private List<Object> row(Counting counting, Stage stage, List<Server> all) throws InterruptedException {
        List<Object> cells = new ArrayList<>(List.of(counting.words()));
        Attempts waits = new Attempts();
        for (double rate : rates) {
            List<Attempts> each = new ArrayList<>();
            for (int i = 0; i < repeats; i++) {
                each.add(oneClient(stage, rate, phaseSeconds, 0));
                waits.waits.add(each.getLast().waits);
                say("%s, %,.0f a second: %s".formatted(counting.words(), rate, each.getLast()));
            }
            cells.add(admitted(each));
        }
        List<Attempts> held = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            held.add(oneClient(stage, SLOT_RATE, SLOT_ATTEMPTS / (int) SLOT_RATE, STAY.toNanos()));
            say("%s, sockets at once: %s".formatted(counting.words(), held.getLast()));
        }
        cells.add(admitted(held));
        long[] before = outcomes(all);
        Attempts crowded = crowd(stage);
        long[] after = outcomes(all);
        say("%s, crowd: %s; %s".formatted(counting.words(), crowded,
                IntStream.range(0, after.length).mapToObj(i -> OUTCOMES.get(i) + " " + (after[i] - before[i]))
                        .collect(Collectors.joining(", "))));
        long waited = WAITED.stream().mapToInt(OUTCOMES::indexOf).mapToLong(i -> after[i] - before[i]).sum();
        cells.addAll(List.of(crowded.made - crowded.admitted(), waited, crowded.millis(50), crowded.millis(99),
                waits.millis(50), waits.millis(99)));
        return cells;
    }

    private static String admitted(List<Attempts> each) {
        return each.stream().map(one -> String.valueOf(one.admitted())).distinct().collect(Collectors.joining(", "));
    }

    private Attempts oneClient(Stage stage, double rate, int seconds, long stayNanos) throws InterruptedException {
        int client = clients++;
        return attempts(stage, rate, seconds, stayNanos, () -> client);
    }

    private Attempts crowd(Stage stage) throws InterruptedException {
        int first = clients;
        clients += crowd;
        int[] next = {0};
        return crowdSeconds == 0
                ? new Attempts()
                : attempts(stage, (double) crowd * CONNECTS_EACH / crowdSeconds, crowdSeconds, 0,
                        () -> first + next[0]++ % crowd);
    }

    private Attempts attempts(Stage stage, double rate, int seconds, long stayNanos, IntSupplier who)
            throws InterruptedException {
        Attempts attempts = new Attempts();
        Attendance attendance = new Attendance();
        Random where = new Random(random.nextLong());
        new Arrivals(stage.loop().timers(), new Random(random.nextLong()), rate, due -> {
            attendance.came();
            new Caller(stage.loop().timers(), attempts, due, stayNanos, attendance::went)
                    .come(stage.all().get(where.nextInt(instances)), who.getAsInt());
        }).run(Duration.ofSeconds(seconds).toNanos()).join();
        attendance.awaitAllGone(PATIENCE);
        return attempts;
    }

    private static long[] outcomes(List<Server> all) {
        return OUTCOMES.stream().mapToLong(outcome -> all.stream().mapToLong(server -> count(server, outcome)).sum())
                .toArray();
    }

    /** None where the meter is not there. */
    private static long count(Server server, String outcome) {
        String found = server.get("/actuator/metrics/doorstep.admission.claims?tag=outcome:" + outcome);
        return found.isEmpty()
                ? 0
                : DoorstepJson.mapper().readTree(found).path("measurements").path(0).path("value").asLong(0);
    }
}
