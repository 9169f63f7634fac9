package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.bare.Variant;
import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.door.GreetingLoop.Ending;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.sockets.ConnectionTracking;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.benchmarks.tables.Medians;
import io.doorstep.benchmarks.tables.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures Doorstep's sockets beside those of the bare application: how many a second, and what one weighs. */
@Command(name = "sockets", sortOptions = false, description = "Sockets a second, and memory of an idle one, beside a bare application.")
public final class SocketsBenchmark extends BenchmarkCommand implements Runnable {
    private static final String[] ROOM = {"doorstep.pool.max-per-client=1000",
            "doorstep.limits.connection-rate.limit=1000000"};
    private static final int USUAL_POOL = 8000;
    private static final String SHARING = "Doorstep, one of two";

    @Option(names = "--connectors", defaultValue = "16", paramLabel = "N", description = "Connect, read the first frame and end, so many at a time. Default: ${DEFAULT-VALUE}")
    private int connectors;

    @Option(names = "--clients", defaultValue = "10000", paramLabel = "N", description = "Clients that take turns, each with an address of its own. Default: ${DEFAULT-VALUE}")
    private int clients;

    @Option(names = "--endings", defaultValue = "close,reset", split = ",", paramLabel = "HOW", description = "How a socket ends: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private List<Ending> endings = List.of();

    @Option(names = "--bare", defaultValue = "tomcat,tomcat_tuned,jetty", split = ",", paramLabel = "NAME", description = "Bare applications that take turns with Doorstep, the first of which is the reference: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private List<Variant> bare = List.of();

    @Option(names = "--rounds", defaultValue = "7", paramLabel = "N", description = "Rounds of each server, which take turns; 0: leave this part out. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--round", defaultValue = "5", paramLabel = "SECONDS", description = "Length of a round. Default: ${DEFAULT-VALUE}")
    private int roundSeconds;

    @Option(names = "--warm-up", defaultValue = "45", paramLabel = "SECONDS", description = "Of each server, before the first round. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(names = "--idle", defaultValue = "4000", paramLabel = "N", description = "Idle sockets that are weighed; 0: leave this part out. Default: ${DEFAULT-VALUE}")
    private int idle;

    @Option(names = "--idle-for", defaultValue = "20", paramLabel = "SECONDS", description = "How long they are idle while processor time is taken. Default: ${DEFAULT-VALUE}")
    private int idleSeconds;

    @Option(names = "--claims", description = "Also measure Doorstep beside a second instance with which it shares its limits, and without.")
    private boolean claims;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    private final ConnectionTracking tracking = new ConnectionTracking();

    @Override
    public void run() {
        try (Broker broker = servers.broker(); SocketLoop loop = new SocketLoop()) {
            if (rounds > 0) {
                say("\n" + greetings(broker, loop));
            }
            if (idle > 0) {
                say("\n" + weights(broker, loop));
            }
        }
    }

    /** All take turns; the first is the reference. */
    private String greetings(@Nullable Broker broker, SocketLoop loop) {
        List<Contender> all = servers(broker).map(Supplier::get).map(Contender::new).toList();
        Server second = claims ? servers.doorstep(broker, sharing()) : null;
        try {
            all.forEach(one -> endings.forEach(
                    ending -> greet(one.server, loop, ending,
                            Duration.ofSeconds(warmUpSeconds).dividedBy(endings.size()))));
            for (int i = 1; i <= rounds; i++) {
                for (Ending ending : endings) {
                    all.forEach(one -> round(one, second, loop, ending));
                    say("round %d of %d, %s: %s".formatted(i, rounds, name(ending),
                            all.stream().map(one -> one.latest(ending)).collect(Collectors.joining(", "))));
                }
                tracking.complaint().ifPresent(this::complain);
            }
        } finally {
            all.forEach(one -> one.server.close());
            if (second != null) {
                second.close();
            }
        }
        return endings.stream().map(ending -> table(all, ending)).collect(Collectors.joining("\n"));
    }

    private void round(Contender one, @Nullable Server second, SocketLoop loop, Ending ending) {
        long cpu = second == null ? 0 : second.jvm().cpuNanos();
        GreetingRound round = greet(one.server, loop, ending, Duration.ofSeconds(roundSeconds));
        one.rounds(ending).add(round);
        if (second != null && one.server.name().equals(SHARING)) {
            say("the second instance: %.1f µs for each socket of the first"
                    .formatted((second.jvm().cpuNanos() - cpu) / 1e3 / (round.perSecond() * roundSeconds)));
        }
    }

    private static String table(List<Contender> all, Ending ending) {
        TextTable table = new TextTable();
        table.add(List.of("connect, first frame, " + name(ending), "per second", "ratio",
                "server's processor time, µs each", "ratio", "refused or broken"));
        all.forEach(one -> table.add(one.row(ending, all.getFirst())));
        return table.toMarkdown();
    }

    private static String name(Ending ending) {
        return ending.name().toLowerCase(Locale.ROOT);
    }

    private record Contender(Server server, Map<Ending, List<GreetingRound>> all) {
        Contender(Server server) {
            this(server, new EnumMap<>(Ending.class));
        }

        List<GreetingRound> rounds(Ending ending) {
            return all.computeIfAbsent(ending, _ -> new ArrayList<>());
        }

        String latest(Ending ending) {
            return "%s %,.0f/s".formatted(server.name(), rounds(ending).getLast().perSecond());
        }

        List<Object> row(Ending ending, Contender reference) {
            List<GreetingRound> rounds = rounds(ending);
            List<GreetingRound> others = reference.rounds(ending);
            return List.of(server.name(), "%,.0f".formatted(Medians.of(rounds, GreetingRound::perSecond)),
                    ratio(rounds, others, GreetingRound::perSecond),
                    "%,.0f".formatted(Medians.of(rounds, GreetingRound::cpuMicros)),
                    ratio(rounds, others, GreetingRound::cpuMicros),
                    rounds.stream().mapToLong(GreetingRound::failed).sum());
        }

        private static String ratio(List<GreetingRound> rounds, List<GreetingRound> others,
                ToDoubleFunction<GreetingRound> number) {
            return "%.2f".formatted(Medians.ofRatios(rounds, others, number));
        }
    }

    private Stream<Supplier<Server>> servers(@Nullable Broker broker) {
        return Stream.concat(bare.stream().map(variant -> () -> servers.bare(variant)),
                claims
                        ? Stream.of(() -> servers.doorstep(SHARING, broker, sharing()),
                                () -> servers.doorstep("Doorstep, claims off", broker, room()))
                        : Stream.of(() -> servers.doorstep(broker, room())));
    }

    private String[] sharing() {
        return Stream.concat(Stream.of(room()), Stream.of("doorstep.claims=on")).toArray(String[]::new);
    }

    /** Where more sockets are to be weighed than usual, other connections leave them their descriptors. */
    private String[] room() {
        Stream<String> pool = idle <= USUAL_POOL
                ? Stream.of("doorstep.pool.max-connections=" + USUAL_POOL)
                : Stream.of("doorstep.pool.max-connections=" + idle, "doorstep.requests.max-connections=100");
        return Stream.of(Stream.of(ROOM), pool, Stream.of("doorstep.pool.reserved=0", "doorstep.pool.network-share=0"))
                .flatMap(settings -> settings).toArray(String[]::new);
    }

    private GreetingRound greet(Server server, SocketLoop loop, Ending ending, Duration time) {
        long cpu = server.jvm().cpuNanos();
        var counts = new GreetingLoop(server.sockets(loop.loop(), 1), loop.timers(), clients, ending)
                .run(connectors, time.toNanos()).join();
        return new GreetingRound(counts.completed(), counts.failed(), time.toNanos() / 1e9,
                (server.jvm().cpuNanos() - cpu) / 1e9);
    }

    private String weights(@Nullable Broker broker, SocketLoop loop) {
        List<Weight> weights = servers(broker).map(server -> weigh(server, loop)).toList();
        TextTable table = new TextTable();
        table.add(List.of("%,d idle sockets".formatted(idle), "heap, B each", "direct buffers, B each", "both",
                "ratio", "resident memory, B each", "server's processor time, µs a second each"));
        for (Weight weight : weights) {
            table.add(List.of(weight.server(), weight.heap(), weight.direct(), weight.inAll(),
                    "%.2f".formatted((double) weight.inAll() / weights.getFirst().inAll()), weight.resident(),
                    "%.2f".formatted(weight.cpuMicros())));
        }
        return table.toMarkdown();
    }

    /**
     * @param heap bytes a socket
     * @param direct bytes a socket, outside the heap
     * @param resident bytes a socket that the process grew by in memory
     * @param cpuMicros microseconds of processor time a second and socket, less what the server takes without any
     */
    private record Weight(String server, long heap, long direct, long resident, double cpuMicros) {
        long inAll() {
            return heap + direct;
        }
    }

    private Weight weigh(Supplier<Server> start, SocketLoop loop) {
        try (Server server = start.get()) {
            greet(server, loop, Ending.CLOSE, Duration.ofSeconds(Math.min(warmUpSeconds, 3)));
            long heap = server.jvm().heapAfterCollection();
            long direct = server.jvm().directMemory();
            long resident = server.residentMemory();
            double quiet = cpuMicrosPerSecond(server);
            new IdleCrowd(server.sockets(loop.loop(), 1), loop.timers(), idle).gather().join();
            long heapInAll = server.jvm().heapAfterCollection();
            long directInAll = server.jvm().directMemory();
            long residentInAll = server.residentMemory();
            double busy = cpuMicrosPerSecond(server);
            Weight weight = new Weight(server.name(), (heapInAll - heap) / idle, (directInAll - direct) / idle,
                    (residentInAll - resident) / idle, (busy - quiet) / idle);
            say(("%s: heap %.1f MB, of which before %.1f MB; direct buffers %.1f MB, of which before %.1f MB;"
                    + " resident %.1f MB, of which before %.1f MB; processor time %.1f ms a second, before %.1f ms")
                    .formatted(weight.server(), heapInAll / 1e6, heap / 1e6, directInAll / 1e6, direct / 1e6,
                            residentInAll / 1e6, resident / 1e6, busy / 1e3, quiet / 1e3));
            return weight;
        }
    }

    private double cpuMicrosPerSecond(Server server) {
        if (idleSeconds <= 0) {
            return 0;
        }
        long cpu = server.jvm().cpuNanos();
        long start = System.nanoTime();
        try {
            Thread.sleep(Duration.ofSeconds(idleSeconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return (server.jvm().cpuNanos() - cpu) / 1e3 / ((System.nanoTime() - start) / 1e9);
    }
}
