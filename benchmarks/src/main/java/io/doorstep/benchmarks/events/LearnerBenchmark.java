package io.doorstep.benchmarks.events;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.Server;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.tables.Medians;
import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.events.json.DoorstepJson;
import io.doorstep.events.json.EventSerializer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Measures how fast the learner takes events that wait for it, beside a consumer that only parses them. */
@Command(name = "learner", sortOptions = false, description = "Events a second through the learner, beside a consumer that only parses them.")
public final class LearnerBenchmark extends BenchmarkCommand implements Callable<Integer> {
    private static final Pattern READ = Pattern.compile("read (\\d+) events in (\\d+) ns");

    @Option(names = "--events", defaultValue = "600000", paramLabel = "N", description = "Events that wait, before each of the readers starts. Default: ${DEFAULT-VALUE}")
    private int events;

    @Option(names = "--clients", defaultValue = "20000", paramLabel = "N", description = "Clients they are of. Default: ${DEFAULT-VALUE}")
    private int clients;

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "N", description = "Rounds of each, which take turns. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Override
    public Integer call() throws Exception {
        double[] plain = new double[rounds];
        double[] learner = new double[rounds];
        try (Broker broker = servers.requiredBroker()) {
            fill(broker);
            for (int i = 0; i < rounds; i++) {
                plain[i] = readPlainly(broker);
                learner[i] = learn(broker, i + 1);
                say("round %d of %d: plain consumer %,.0f/s, learner %,.0f/s".formatted(i + 1, rounds, plain[i],
                        learner[i]));
            }
        }
        TextTable table = new TextTable();
        table.add(List.of("%,d events that wait".formatted(events), "per second", "ratio"));
        table.add(List.of("a consumer that parses them", "%,.0f".formatted(Medians.of(plain)), "1.00"));
        table.add(List.of("the learner", "%,.0f".formatted(Medians.of(learner)),
                "%.2f".formatted(Medians.ofRatios(learner, plain))));
        say("\n" + table.toMarkdown());
        return 0;
    }

    private void fill(Broker broker) throws Exception {
        broker.ensure(Topic.CONNECTIONS);
        try (var producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) broker.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all", ProducerConfig.LINGER_MS_CONFIG, 20),
                new StringSerializer(), new EventSerializer())) {
            for (int i = 0; i < events; i++) {
                Event event = event(i);
                var _ = producer.send(new ProducerRecord<>(Topic.CONNECTIONS.topicName(), event.key(),
                        new EventEnvelope("chat-00000000", i + 1L, Instant.now(), event)));
            }
        }
        say("%,d events wait".formatted(events));
    }

    /** Each client comes and goes, and comes again when all others have. */
    private Event event(int number) {
        int visit = number / 2;
        String client = "%043d".formatted(visit % clients);
        String connection = "chat-00000000-" + visit;
        return number % 2 == 0
                ? new ConnectionOpened(client, connection, "11", Tier.ANONYMOUS, null, 1, 40, 0, false)
                : new ConnectionClosed(client, connection, "11", Tier.ANONYMOUS, null, 61_000, 1000, null, 3, 412);
    }

    private double readPlainly(Broker broker) {
        MatchResult said = servers.ask(PlainConsumer.class, READ, broker.bootstrapServers());
        return Long.parseLong(said.group(1)) * 1e9 / Long.parseLong(said.group(2));
    }

    /** A learner that has read nothing yet, whose window stays open meanwhile. */
    private double learn(Broker broker, int round) {
        String group = "doorstep-learner-" + round;
        CompletableFuture<Double> measured = CompletableFuture
                .supplyAsync(() -> LearnerProgress.perSecond(broker.bootstrapServers(), group, events));
        try (Server learner = servers.learner(broker, "spring.kafka.streams.application-id=" + group,
                "doorstep.tuning.window=1d")) {
            double perSecond = measured.join();
            requireAllHeard(learner);
            return perSecond;
        }
    }

    /** Whoever leaves something out is fast. */
    private static void requireAllHeard(Server learner) {
        JsonNode status = DoorstepJson.mapper().readTree(learner.get("/api/status"));
        if (status.required("late").longValue() > 0 || status.required("unreadable").longValue() > 0) {
            throw new IllegalStateException("the learner has left events out: " + status);
        }
    }
}
