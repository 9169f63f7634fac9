package io.doorstep.benchmarks.events;

import com.sun.management.OperatingSystemMXBean;
import io.doorstep.benchmarks.commands.BenchmarkCommand;
import io.doorstep.benchmarks.servers.Broker;
import io.doorstep.benchmarks.servers.ServerOptions;
import io.doorstep.benchmarks.tables.Medians;
import io.doorstep.benchmarks.tables.TextTable;
import io.doorstep.events.Topic;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the way of events from a socket's thread to Kafka's acknowledgement, beside a bare producer. */
@Command(name = "publisher", sortOptions = false, description = "Events a second through the whole sender, beside a bare producer.")
public final class PublisherBenchmark extends BenchmarkCommand implements Callable<Integer> {
    private static final int COPIES = 50_000;
    private static final int BURST = 500;
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();

    @Option(names = "--events", defaultValue = "200000", paramLabel = "N", description = "Events of a round. Default: ${DEFAULT-VALUE}")
    private int events;

    @Option(names = "--rounds", defaultValue = "7", paramLabel = "N", description = "Rounds of each, which take turns. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "3", paramLabel = "N", description = "Rounds of each before the first that counts. Default: ${DEFAULT-VALUE}")
    private int warmUpRounds;

    @Mixin
    private ServerOptions servers = new ServerOptions();

    @Override
    public Integer call() throws Exception {
        List<EventRound> plain = new ArrayList<>();
        List<EventRound> doorstep = new ArrayList<>();
        try (Broker broker = servers.requiredBroker();
                RunningPublisher publisher = RunningPublisher.start(broker.bootstrapServers(),
                        broker.folder("publisher").toString());
                PlainProducer producer = new PlainProducer(broker.bootstrapServers())) {
            Door door = new Door(publisher.listener(), 0);
            publish(publisher, door);
            List<ProducerRecord<String, byte[]>> copies = PlainProducer.copies(broker.bootstrapServers(),
                    Topic.CONNECTIONS.topicName(), COPIES);
            Collections.shuffle(copies, new Random(11));
            long spooled = 0;
            for (int i = 1 - warmUpRounds; i <= rounds; i++) {
                EventRound bare = measured(broker, () -> producer.send(copies, events));
                long before = publisher.spooled();
                EventRound whole = measured(broker, () -> publish(publisher, door));
                long byDisk = publisher.spooled() - before;
                say("%s %d of %d: bare producer %,.0f/s, Doorstep %,.0f/s, %,d by way of the disk".formatted(
                        i < 1 ? "warm-up" : "round", i < 1 ? i + warmUpRounds : i, i < 1 ? warmUpRounds : rounds,
                        bare.perSecond(), whole.perSecond(), byDisk));
                if (i >= 1) {
                    plain.add(bare);
                    doorstep.add(whole);
                    spooled += byDisk;
                }
            }
            publisher.requireNoneDropped();
            say("\n" + table(plain, doorstep));
            say("By way of the disk: %,d of Doorstep's %,d.".formatted(spooled, (long) rounds * events));
        }
        return 0;
    }

    private void publish(RunningPublisher publisher, Door door) {
        for (int i = 0; i < events / 2; i++) {
            if (i % BURST == 0) {
                publisher.awaitRoom();
            }
            door.visit();
        }
        publisher.awaitPublished();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private EventRound measured(Broker broker, Work work) throws InterruptedException {
        long start = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        long brokers = broker.cpuNanos();
        work.run();
        return new EventRound(events, System.nanoTime() - start, PROCESS.getProcessCpuTime() - cpu,
                broker.cpuNanos() - brokers);
    }

    private static String table(List<EventRound> plain, List<EventRound> doorstep) {
        TextTable table = new TextTable();
        table.add(List.of("events, acknowledged by Kafka", "per second", "ratio", "processor time, µs each", "ratio",
                "broker's, µs each"));
        table.add(row("a bare producer, of records that are there", plain, plain));
        table.add(row("Doorstep", doorstep, plain));
        return table.toMarkdown();
    }

    private static List<String> row(String name, List<EventRound> all, List<EventRound> reference) {
        return List.of(name, "%,.0f".formatted(Medians.of(all, EventRound::perSecond)),
                ratio(all, reference, EventRound::perSecond),
                "%.1f".formatted(Medians.of(all, EventRound::cpuMicros)),
                ratio(all, reference, EventRound::cpuMicros),
                "%.1f".formatted(Medians.of(all, EventRound::brokerMicros)));
    }

    private static String ratio(List<EventRound> all, List<EventRound> reference,
            ToDoubleFunction<EventRound> number) {
        return "%.2f".formatted(Medians.ofRatios(all, reference, number));
    }
}
