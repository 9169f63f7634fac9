package io.doorstep.benchmarks.conversation;

import io.doorstep.benchmarks.bare.Variant;
import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.sockets.SocketLoop;
import io.doorstep.benchmarks.tables.Medians;
import io.doorstep.benchmarks.tables.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures messages through conversations, Kafka included, beside messages that a bare application echoes, at once and by way of Kafka. */
@Command(name = "conversation", sortOptions = false, description = "Messages a second through conversations, beside those that a bare application echoes, at once and by way of Kafka.")
public final class ConversationBenchmark extends BenchmarkCommand implements Runnable {
    /** The limiter of messages works, and never refuses. */
    private static final String[] ROOM = {"doorstep.pool.max-connections=8000",
            "doorstep.limits.connection-rate.limit=1000000", "doorstep.limits.message-rate.limit=200000",
            "doorstep.limits.message-rate.window=1s", "doorstep.socket.frames-per-second=1000000",
            "doorstep.socket.bytes-per-second=1000000000"};
    private static final int WARM_UP_WRITERS = 10;
    private static final int WARM_UP_WINDOW = 8;

    @Option(names = "--writers", defaultValue = "1,10,50", split = ",", paramLabel = "N", description = "Sockets that write, each in a conversation of its own. Default: ${DEFAULT-VALUE}")
    private int[] writers = {};

    @Option(names = "--windows", defaultValue = "1,32", split = ",", paramLabel = "N", description = "Messages that each of them keeps under way, at most 200. Default: ${DEFAULT-VALUE}")
    private int[] windows = {};

    @Option(names = "--rounds", defaultValue = "5", paramLabel = "N", description = "Rounds of each server, which take turns. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--round", defaultValue = "4", paramLabel = "SECONDS", description = "Length of a round. Default: ${DEFAULT-VALUE}")
    private int roundSeconds;

    @Option(names = "--warm-up", defaultValue = "20", paramLabel = "SECONDS", description = "Of each server, before the first round. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(names = "--bare", defaultValue = "TOMCAT", paramLabel = "NAME", description = "The bare application, one of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Variant variant = Variant.TOMCAT;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    private int clients;

    @Override
    public void run() {
        try (Broker broker = servers.requiredBroker();
                Server bare = servers.bare(variant);
                Server relaying = servers.bare(variant, broker);
                Server doorstep = servers.doorstep(broker, ROOM);
                SocketLoop loop = new SocketLoop()) {
            Contender echo = new Contender(bare, null, Proof.ECHO, loop);
            Contender chat = new Contender(doorstep, broker, Proof.CONVERSATION, loop);
            Contender relay = new Contender(relaying, broker, Proof.RELAY, loop);
            List<Contender> contenders = List.of(echo, relay, chat);
            contenders.forEach(
                    one -> play(one, new Load(WARM_UP_WRITERS, WARM_UP_WINDOW), Duration.ofSeconds(warmUpSeconds)));
            TextTable table = new TextTable();
            table.add(List.of("writers × under way", "server", "messages a second", "ratio", "answer p50, ms",
                    "p99, ms", "server's processor time, µs each", "ratio", "broker's, µs each"));
            for (int window : windows) {
                for (int count : writers) {
                    compare(new Load(count, window), contenders).forEach(table::add);
                }
            }
            say("\n" + table.toMarkdown());
        }
    }

    /** @param window messages that each writer keeps under way */
    private record Load(int writers, int window) {
        @Override
        public String toString() {
            return writers + " × " + window;
        }
    }

    /** @param broker what it needs besides; null: nothing */
    private record Contender(Server server, @Nullable Broker broker, Proof proof, SocketLoop loop) {
        long brokerNanos() {
            return broker == null ? 0 : broker.cpuNanos();
        }
    }

    /** @param contenders the first of whom is the reference */
    private List<List<String>> compare(Load load, List<Contender> contenders) {
        List<List<TalkRound>> played = contenders.stream().map(_ -> (List<TalkRound>) new ArrayList<TalkRound>())
                .toList();
        for (int i = 1; i <= rounds; i++) {
            StringJoiner said = new StringJoiner("; ");
            for (int one = 0; one < contenders.size(); one++) {
                TalkRound round = play(contenders.get(one), load, Duration.ofSeconds(roundSeconds));
                played.get(one).add(round);
                said.add("%s %,.0f/s".formatted(contenders.get(one).server().name(), round.talk().perSecond()));
            }
            say("%s, round %d of %d: %s".formatted(load, i, rounds, said));
        }
        return IntStream.range(0, contenders.size())
                .mapToObj(one -> row(load, contenders.get(one), played.get(one), played.getFirst())).toList();
    }

    private TalkRound play(Contender contender, Load load, Duration time) {
        Proof proof = contender.proof();
        Exchange exchange = new Exchange(contender.server().sockets(contender.loop().loop(), proof.sockets()),
                contender.loop().timers(), proof);
        exchange.gather(load.writers(), nextClients(load.writers() * proof.sockets())).join();
        long server = contender.server().jvm().cpuNanos();
        long broker = contender.brokerNanos();
        Talk talk = exchange.talk(load.window(), time.toNanos()).join();
        TalkRound round = new TalkRound(talk, contender.server().jvm().cpuNanos() - server,
                contender.brokerNanos() - broker);
        exchange.leave().join();
        return round;
    }

    /** Conversations are new in each round; the first of their clients has an even number. */
    private int nextClients(int count) {
        int first = clients;
        clients += count + count % 2;
        return first;
    }

    private static List<String> row(Load load, Contender contender, List<TalkRound> all,
            List<TalkRound> reference) {
        return List.of(load.toString(), contender.server().name(),
                "%,.0f".formatted(Medians.of(all, round -> round.talk().perSecond())),
                ratio(all, reference, round -> round.talk().perSecond()),
                "%.2f".formatted(Medians.of(all, round -> round.talk().millis(50))),
                "%.2f".formatted(Medians.of(all, round -> round.talk().millis(99))),
                "%.0f".formatted(Medians.of(all, TalkRound::serverMicros)),
                ratio(all, reference, TalkRound::serverMicros),
                "%.0f".formatted(Medians.of(all, TalkRound::brokerMicros)));
    }

    private static String ratio(List<TalkRound> rounds, List<TalkRound> reference,
            ToDoubleFunction<TalkRound> number) {
        return "%.2f".formatted(Medians.ofRatios(rounds, reference, number));
    }
}
