package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Topic;
import io.doorstep.events.Violation;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.process.BrokerProcess;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.RawSocket;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A slow line to Kafka, a broker that is killed in a storm, a disk that is full: the door stays quick, and all adds up. */
@Alone
@ExtendWith(KafkaBrokerExtension.class)
class HardTimesTests {
    private static final int ADDRESSES = 8;
    private static final int LIMIT = 60;
    private static final String ROOMY = "doorstep.limits.connection-rate.limit=1000000";
    private static final String ROOMY_TOO = "doorstep.limits.ceiling=1000000";

    private static void awaitKafka(RunningChat chat) {
        await().until(() -> chat.status().at("/events/kafka_connected").booleanValue());
    }

    /** Visitors come and go, one after the other; returns how long each waited at the door, in milliseconds. */
    private static List<Long> comeAndGo(RunningChat chat, Duration time) {
        List<Long> waited = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            long since = System.nanoTime();
            Visitor.decided(chat.socket("11", "s")).close();
            waited.add(Duration.ofNanos(System.nanoTime() - since).toMillis());
        }
        return waited;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void visitorsDoNotWait_andNothingIsLost_whenTheLineToKafkaIsSlow() throws IOException {
        try (SlowBroker broker = new SlowBroker();
                RunningChat chat = RunningChat.with(RunningChat.at(broker), ROOMY, ROOMY_TOO);
                Topics topics = new Topics(broker, Topic.CONNECTIONS)) {
            awaitKafka(chat);
            List<Long> usually = comeAndGo(chat, Duration.ofSeconds(1));
            broker.slow(Duration.ofMillis(200), 20_000);
            List<Long> waited = comeAndGo(chat, Duration.ofSeconds(4));
            assertThat(median(waited)).isLessThan(Math.max(100, 3 * median(usually)));
            broker.fast();
            topics.await(ConnectionOpened.class, usually.size() + waited.size());
            assertThat(topics.of(ConnectionOpened.class)).hasSize(usually.size() + waited.size());
            assertThat(chat.status().at("/events/dropped").longValue()).isZero();
        }
    }

    private static void storm(RunningChat chat, int number, AtomicInteger attempts, AtomicInteger admitted, long end) {
        while (System.nanoTime() < end) {
            try (RawSocket socket = RawSocket.from("127.4.0." + number, chat.port())) {
                assertThat(socket.upgrade("/ws/chat/customer/11/storm")).contains(" 101");
                attempts.incrementAndGet();
                if (socket.readFrame().text().contains("\"type\":\"connected\"")) {
                    admitted.incrementAndGet();
                }
            }
        }
    }

    @Test
    void everyAttemptOfAStorm_isCountedOnce_whenTheBrokerIsKilledInIt() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger admitted = new AtomicInteger();
        try (BrokerProcess broker = new BrokerProcess();
                RunningChat chat = RunningChat.with(RunningChat.at(broker),
                        "doorstep.flood.explanations-per-second=100000",
                        "doorstep.limits.connection-rate.limit=" + LIMIT, "doorstep.pool.max-per-client=1000",
                        "doorstep.socket.max-closing=4000");
                Topics topics = new Topics(broker, Topic.CONNECTIONS, Topic.VIOLATIONS)) {
            awaitKafka(chat);
            try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
                long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
                IntStream.rangeClosed(1, ADDRESSES)
                        .forEach(number -> all.execute(() -> storm(chat, number, attempts, admitted, end)));
                await().until(() -> attempts.get() > 100);
                broker.kill();
            }
            broker.restart();
            await().until(() -> chat.connections() == 0);
            topics.await(ConnectionOpened.class, admitted.get());
            topics.await(ConnectionClosed.class, admitted.get());
            await().untilAsserted(() -> {
                topics.await(Violation.class, 1);
                assertThat(topics.of(Violation.class).stream().mapToLong(Violation::count).sum())
                        .isEqualTo(attempts.get() - admitted.get());
            });
            assertThat(topics.of(ConnectionOpened.class)).hasSize(admitted.get());
            assertThat(topics.of(ConnectionClosed.class)).hasSize(admitted.get());
            assertThat(admitted).hasValue(ADDRESSES * LIMIT);
            assertThat(chat.status().at("/events/dropped").longValue()).isZero();
        }
    }

    private static long minute() {
        return TimeUnit.MILLISECONDS.toMinutes(System.currentTimeMillis());
    }

    @Test
    void whatAFullDiskDoesNotKeep_waitsInMemory_orIsCounted(StoppableBroker broker, @TempDir Path folder)
            throws Exception {
        try (Tmpfs disk = Tmpfs.mount(folder, 12);
                RunningChat chat = RunningChat.with(RunningChat.at(broker), ROOMY, ROOMY_TOO,
                        "doorstep.data-dir=" + folder);
                Topics topics = new Topics(broker, Topic.CONNECTIONS)) {
            awaitKafka(chat);
            long begun = minute();
            broker.stop();
            int visits = comeAndGo(chat, Duration.ofSeconds(2)).size();
            disk.fill();
            List<Long> waited = comeAndGo(chat, Duration.ofSeconds(3));
            visits += waited.size();
            await().until(() -> chat.get("/api/health").body().contains("the disk does not keep events"));
            disk.makeRoom();
            await()
                    .until(() -> !chat.get("/api/health").body().contains("the disk does not keep events"));
            broker.start();
            int expected = 2 * visits;
            await().pollInSameThread().untilAsserted(() -> {
                topics.await(ConnectionOpened.class, 1);
                long toldOfAMinute = topics.of(ConnectionActivity.class).size();
                assertThat(topics.of(ConnectionOpened.class).size() + topics.of(ConnectionClosed.class).size()
                        + chat.status().at("/events/dropped").longValue())
                        .as("what a minute was like may be dropped too")
                        .isBetween((long) expected, expected + Math.max(0, minute() - begun - toldOfAMinute));
            });
            assertThat(Collections.max(waited)).isLessThan(5000);
        }
    }
}
