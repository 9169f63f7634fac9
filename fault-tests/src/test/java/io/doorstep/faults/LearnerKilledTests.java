package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import io.doorstep.events.json.EventSerializer;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.LearnerProcess;
import io.doorstep.testing.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a killed learner had read, and what came while it was away, is in the patterns once, whoever goes on. */
@ExtendWith(KafkaBrokerExtension.class)
class LearnerKilledTests {
    private static final Duration WINDOW = Duration.ofSeconds(4);
    private static final Duration PACE = Duration.ofMillis(10);
    private static final String GROUP = "doorstep-learner";
    private static final int CLIENTS = 40;
    /** With the shortest time that a broker lets pass before it misses a member. */
    private static final String[] SETTINGS = {"doorstep.tuning.window=" + WINDOW.toSeconds() + "s",
            "spring.kafka.streams.properties.session.timeout.ms=6000"};

    /** What one door has published, and what must come of it. */
    private static final class Outbox {
        private final Map<Long, Map<String, Long>> attemptsByWindow = new TreeMap<>();
        private final KafkaProducer<String, EventEnvelope> producer;
        private long sequence;

        Outbox(KafkaBroker broker) {
            producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new StringSerializer(), new EventSerializer());
        }

        private Map<Long, Long> attemptsPublished() {
            Map<Long, Long> sums = new HashMap<>();
            attemptsByWindow.forEach((window, attempts) -> sums.put(window,
                    attempts.values().stream().mapToLong(one -> one).sum()));
            return sums;
        }

        private void publishUntil(Callable<Boolean> enough) {
            await().pollDelay(Duration.ZERO).pollInterval(PACE).pollInSameThread()
                    .until(() -> {
                        Instant now = Instant.now();
                        publish("c" + sequence % CLIENTS, now);
                        publish(now,
                                ConnectionActivity.builder("d" + sequence % CLIENTS, Tier.ANONYMOUS).productId("11")
                                        .windowStartMs(now.toEpochMilli()).windowMs(1).connections(1).connectionsPeak(1)
                                        .messages(7).sessionMessages(7).build());
                        return enough.call();
                    });
        }

        private void publish(String client, Instant now) {
            publish(now, new ConnectionOpened(client, "c", "11", Tier.ANONYMOUS, null, 1, 1, 0, false));
            attemptsByWindow.computeIfAbsent(windowOf(now), _ -> new HashMap<>()).merge(client, 1L, Long::sum);
        }

        private void publish(Instant now, Event event) {
            var _ = producer.send(new ProducerRecord<>(EventType.of(event).topic().topicName(), event.key(),
                    new EventEnvelope("chat-test", ++sequence, now, event)));
        }

        void close() {
            producer.close();
        }
    }

    @Test
    void patterns_loseAndDoubleNothing_whenTheLearnerIsKilledInMidWindow(StoppableBroker broker, @TempDir Path data)
            throws Exception {
        Outbox outbox = new Outbox(broker);
        try (LearnerProcess learner = LearnerProcess.start(data, broker, SETTINGS);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Topics.configure(broker);
            outbox.publishUntil(() -> outbox.sequence > 100 && committed(admin) > 0);
            awaitWindow();
            long before = committed(admin);
            outbox.publishUntil(() -> committed(admin) > before + 100);
            learner.kill();
        }
        long atDeath = outbox.sequence;
        outbox.publishUntil(() -> outbox.sequence > atDeath + 100);
        try (LearnerProcess _ = LearnerProcess.start(data, broker, SETTINGS);
                Topics topics = Topics.fromTheBeginning(broker, Topic.PATTERNS, Topic.REVISION_LOG)) {
            outbox.publishUntil(() -> outbox.sequence > atDeath + 300);
            awaitWindow();
            outbox.publish("last", Instant.now());
            requireAllInPatterns(outbox, topics);
            requireAnUnbrokenChain(topics);
        } finally {
            outbox.close();
        }
    }

    @Test
    @Tag("slow")
    void patternsAndRevisions_goOn_whenTheLearnerIsKilled_thatAnotherHasJoined(StoppableBroker broker,
            @TempDir Path first, @TempDir Path second) throws Exception {
        Outbox outbox = new Outbox(broker);
        CompletableFuture<LearnerProcess> joining = new CompletableFuture<>();
        try (LearnerProcess learner = LearnerProcess.start(first, broker, SETTINGS);
                Topics topics = new Topics(broker, Topic.PATTERNS, Topic.REVISION_LOG);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Topics.configure(broker);
            outbox.publishUntil(() -> committed(admin) > 100);
            Thread.ofVirtual().start(() -> {
                try {
                    joining.complete(LearnerProcess.start(second, broker, SETTINGS));
                } catch (IOException | RuntimeException e) {
                    joining.completeExceptionally(e);
                }
            });
            outbox.publishUntil(joining::isDone);
            joining.join();
            long before = committed(admin);
            outbox.publishUntil(() -> committed(admin) > before + 100);
            learner.kill();
            long dead = windowOf(Instant.now());
            outbox.publishUntil(() -> topics.has(envelope -> envelope.event() instanceof UsagePattern pattern
                    && pattern.windowStartMs() > dead));
            awaitWindow();
            outbox.publish("last", Instant.now());
            requireAllInPatterns(outbox, topics);
            requireAnUnbrokenChain(topics);
        } finally {
            var _ = joining.thenAccept(LearnerProcess::close);
            outbox.close();
        }
    }

    private static void requireAllInPatterns(Outbox outbox, Topics topics) {
        long last = outbox.attemptsByWindow.keySet().stream().max(Long::compare).orElseThrow();
        topics.await("the pattern of the last window", envelope -> envelope.event() instanceof UsagePattern pattern
                && pattern.scope().equals(Scope.DEFAULT) && pattern.windowStartMs() == last);

        List<UsagePattern> patterns = topics.of(UsagePattern.class).stream()
                .filter(pattern -> pattern.scope().equals(Scope.DEFAULT)).toList();
        assertThat(patterns).extracting(UsagePattern::windowStartMs).doesNotHaveDuplicates();
        assertThat(attemptsOf(patterns)).isEqualTo(outbox.attemptsPublished());
        assertThat(patterns).allSatisfy(pattern -> {
            Map<String, Long> published = outbox.attemptsByWindow.getOrDefault(pattern.windowStartMs(), Map.of());
            assertThat(pattern.clients()).isEqualTo(published.size());
            assertThat(pattern.attemptsPerClient().max())
                    .isEqualTo((double) published.values().stream().mapToLong(one -> one).max().orElse(0));
            assertThat(pattern.messagesPerSession().max()).isEqualTo(published.containsKey("last") ? 0 : 7);
            assertThat(pattern.lost()).isZero();
        });
    }

    private static void requireAnUnbrokenChain(Topics topics) {
        List<LimitsRevised> revisions = topics.await(LimitsRevised.class, 2);
        assertThat(revisions).allSatisfy(
                revised -> assertThat(revised.predecessor()).isEqualTo(revised.revision() - 1));
        assertThat(revisions).extracting(LimitsRevised::revision)
                .isEqualTo(LongStream.rangeClosed(1, revisions.size()).boxed().toList());
    }

    private static Map<Long, Long> attemptsOf(List<UsagePattern> patterns) {
        return patterns.stream().collect(Collectors.toMap(UsagePattern::windowStartMs, UsagePattern::attempts));
    }

    /** Waits for the next window to begin. */
    private static void awaitWindow() {
        long current = windowOf(Instant.now());
        await().atMost(WINDOW.plusSeconds(5)).until(() -> windowOf(Instant.now()) > current);
    }

    private static long windowOf(Instant time) {
        return time.toEpochMilli() - Math.floorMod(time.toEpochMilli(), WINDOW.toMillis());
    }

    private static long committed(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(Topic.CONNECTIONS.topicName()))
                .mapToLong(entry -> entry.getValue() == null ? 0 : entry.getValue().offset()).sum();
    }
}
