package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.process.BrokerProcess;
import io.doorstep.testing.service.ChatProcess;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes in the middle of it all, and nothing is lost, doubled or out of order. */
@ExtendWith(KafkaBrokerExtension.class)
class SpoolingTests {
    private static final Topic[] ALL = {Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.MESSAGES};
    private static final String[] ROOMY = {"doorstep.limits.connection-rate.limit=1000000",
            "doorstep.pool.max-per-client=1000", "doorstep.limits.message-rate.limit=1000000",
            "doorstep.limits.ceiling=1000000", "doorstep.socket.frames-per-second=1000000"};

    private static RunningChat chat(KafkaBroker broker) {
        List<String> settings = new ArrayList<>(List.of(ROOMY));
        settings.add(RunningChat.at(broker));
        settings.add("doorstep.events.stop-within=10s");
        return RunningChat.with(settings.toArray(String[]::new));
    }

    private static void awaitKafka(RunningChat chat) {
        await().until(() -> chat.status().at("/events/kafka_connected").booleanValue());
    }

    /** Visitors come, say something and go, for so long. */
    private static int comeAndGo(RunningChat chat, Duration time, int number) {
        long end = System.nanoTime() + time.toNanos();
        int visits = number;
        while (System.nanoTime() < end) {
            try (Visitor visitor = Visitor.decided(chat.socket("11", "s" + visits % 5))) {
                visitor.say("m" + visits, "hello " + visits);
                visits++;
            }
        }
        return visits;
    }

    private static void assertThatAllIsThere(Topics topics, RunningChat chat, int visits) {
        topics.await(ConnectionOpened.class, visits);
        topics.await(ConnectionClosed.class, visits);
        topics.await(ChatMessage.class, visits);
        assertThat(chat.status().at("/events/dropped").longValue()).isZero();
        await().until(() -> chat.status().at("/events/spooled").longValue() == 0);
        assertThat(topics.of(ConnectionOpened.class)).hasSize(visits);
        Map<String, List<EventEnvelope>> bySource = topics.envelopes().stream()
                .collect(Collectors.groupingBy(EventEnvelope::source));
        assertThat(bySource).hasSize(2).allSatisfy((_, envelopes) -> assertThat(envelopes)
                .extracting(EventEnvelope::sequence).as("each once").containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, envelopes.size()).boxed().toList()));
        Map<String, Long> last = new HashMap<>();
        assertThat(topics.envelopes()).as("in order").allSatisfy(envelope -> {
            String partition = envelope.source() + envelope.event().getClass() + envelope.event().key();
            Long before = last.put(partition, envelope.sequence());
            assertThat(envelope.sequence()).isGreaterThan(before == null ? 0 : before);
        });
    }

    @Test
    @Tag("slow")
    void everyEventComesOnce_inOrder_whenTheBrokerWasAwayForAWhile(StoppableBroker broker) {
        try (RunningChat chat = chat(broker)) {
            awaitKafka(chat);
            try (Topics topics = new Topics(broker, ALL)) {
                int visits = comeAndGo(chat, Duration.ofSeconds(2), 0);
                broker.stop();
                visits = comeAndGo(chat, Duration.ofSeconds(12), visits);
                assertThat(chat.status().at("/events/spooled").longValue()).isPositive();
                broker.start();
                visits = comeAndGo(chat, Duration.ofSeconds(3), visits);
                assertThatAllIsThere(topics, chat, visits);
            }
        }
    }

    @Test
    void everyEventComesOnce_inOrder_whenTheBrokerIsKilledAndRestarted() throws IOException {
        try (BrokerProcess broker = new BrokerProcess(); RunningChat chat = chat(broker)) {
            awaitKafka(chat);
            try (Topics topics = new Topics(broker, ALL)) {
                int visits = comeAndGo(chat, Duration.ofSeconds(2), 0);
                broker.kill();
                visits = comeAndGo(chat, Duration.ofSeconds(3), visits);
                broker.restart();
                visits = comeAndGo(chat, Duration.ofSeconds(3), visits);
                assertThatAllIsThere(topics, chat, visits);
            }
        }
    }

    @Test
    void everyEventComesOnce_inOrder_whenTheBrokerHangs() throws IOException, InterruptedException {
        try (BrokerProcess broker = new BrokerProcess(); RunningChat chat = chat(broker)) {
            awaitKafka(chat);
            try (Topics topics = new Topics(broker, ALL)) {
                int visits = comeAndGo(chat, Duration.ofSeconds(1), 0);
                broker.freeze();
                visits = comeAndGo(chat, Duration.ofSeconds(7), visits);
                assertThat(chat.status().at("/events/spooled").longValue()).isPositive();
                broker.thaw();
                visits = comeAndGo(chat, Duration.ofSeconds(2), visits);
                assertThatAllIsThere(topics, chat, visits);
            }
        }
    }

    @Test
    void aKilledService_losesTheLastSecondAtMost_andNothingThatWasSaidToBeKept(StoppableBroker broker,
            @TempDir Path data) throws Exception {
        List<String> kept = new ArrayList<>();
        List<Instant> visits = new ArrayList<>();
        Instant killed;
        try (ChatProcess chat = ChatProcess.start(data, broker, ROOMY)) {
            await().until(() -> chat.health().contains("\"reasons\":[]"));
            broker.stop();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
            try (Visitor talker = Visitor.decided(chat.socket("12", "talker"))) {
                for (int i = 0; System.nanoTime() < end; i++) {
                    Visitor.decided(chat.socket("11", "a")).close();
                    visits.add(Instant.now());
                    talker.say("m" + i, "hello " + i);
                }
                talker.frames("ack", 10);
                chat.kill();
                killed = Instant.now();
                talker.frames("ack").forEach(ack -> kept.add(ack.path("client_message_id").stringValue()));
            }
        }
        broker.start();
        try (Topics topics = Topics.fromTheBeginning(broker, ALL);
                ChatProcess chat = ChatProcess.start(data, broker, ROOMY)) {
            await().until(() -> chat.health().contains("\"reasons\":[]"));
            topics.await(ChatMessage.class, kept.size());
            assertThat(topics.of(ChatMessage.class)).extracting(ChatMessage::clientMessageId).containsAll(kept);
            topics.await(ConnectionOpened.class,
                    (int) visits.stream().filter(visit -> visit.isBefore(killed.minusMillis(1500))).count());
            String source = topics.envelopes().stream().filter(SpoolingTests::isOfASocket).findFirst().orElseThrow()
                    .source();
            List<EventEnvelope> events = topics.envelopes().stream()
                    .filter(envelope -> envelope.source().equals(source)).toList();
            assertThat(events).extracting(EventEnvelope::sequence).containsExactlyInAnyOrderElementsOf(
                    LongStream.rangeClosed(1, events.size()).boxed().toList());
        }
    }

    private static boolean isOfASocket(EventEnvelope envelope) {
        return envelope.event() instanceof ConnectionOpened || envelope.event() instanceof ConnectionClosed;
    }

    @Test
    void visitorsComeIn_andHealthSaysIt_whenTheDiskDoesNotKeepEvents(KafkaBroker broker, @TempDir Path folder)
            throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker), "doorstep.data-dir=" + file);
                Topics topics = new Topics(broker, Topic.CONNECTIONS);
                Visitor visitor = Visitor.decided(chat.socket("11", "a"))) {
            assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected");
            assertThat(chat.get("/api/health").body()).contains("DEGRADED", "the disk does not keep events");
            topics.await(ConnectionOpened.class, 1);
        }
    }
}
