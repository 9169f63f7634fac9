package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.ChatProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes on one broker carry one conversation, whatever is killed. With {@code -Ddoorstep.test.away=60} Kafka is
 * away for so many seconds.
 */
@ExtendWith(KafkaBrokerExtension.class)
class TwoInstancesTests {
    private static final int AWAY_SECONDS = Integer.getInteger("doorstep.test.away", 8);
    private static final String[] ROOMY = {"doorstep.limits.connection-rate.limit=1000",
            "doorstep.limits.message-rate.limit=100000", "doorstep.limits.ceiling=100000"};

    private static ChatProcess start(Path data, String name, KafkaBroker broker) throws IOException {
        ChatProcess started = ChatProcess.start(Files.createDirectories(data.resolve(name)), broker, ROOMY);
        await().until(() -> started.health().contains("\"reasons\":[]"));
        return started;
    }

    /** Says so many messages, some twenty milliseconds apart, as somebody in a hurry. */
    private static void talk(FaithfulClient client, int messages) {
        IntStream.range(0, messages).forEach(_ -> {
            client.say();
            LockSupport.parkNanos(20_000_000);
        });
    }

    private static List<String> all(String name, int messages) {
        return IntStream.range(0, messages).mapToObj(i -> name + "-" + i).toList();
    }

    @Test
    void oneConversation_losesAndDoublesNothing_whenAnInstanceIsKilled(KafkaBroker broker, @TempDir Path data)
            throws IOException {
        try (ChatProcess first = start(data, "first", broker);
                ChatProcess second = start(data, "second", broker);
                FaithfulClient anna = new FaithfulClient("anna", first.socket("11", "killed"));
                FaithfulClient ben = new FaithfulClient("ben", second.socket("11", "killed"))) {
            talk(anna, 50);
            first.kill();
            talk(anna, 5);
            List<String> told = anna.told();
            anna.reconnect(second.socket("11", "killed"));
            talk(anna, 50);
            await().until(() -> anna.unsent() == 0);
            await().untilAsserted(() -> assertThat(ben.conversation()).hasSize(105));
            assertThat(told).isNotEmpty();
            assertThat(ben.conversation()).isEqualTo(all("anna", 105)).containsAll(told);
            assertThat(ben.heardAgain()).isEmpty();
            assertThat(anna.conversation()).isEqualTo(ben.conversation());
        }
    }

    @Test
    @Tag("slow")
    void oneConversation_losesAndDoublesNothing_whenKafkaIsAway_andAnInstanceIsKilledMeanwhile(StoppableBroker broker,
            @TempDir Path data) throws IOException {
        ChatProcess restarted = null;
        try (ChatProcess first = start(data, "first", broker);
                ChatProcess second = start(data, "second", broker);
                FaithfulClient anna = new FaithfulClient("anna", first.socket("11", "away"));
                FaithfulClient neighbour = new FaithfulClient("neighbour", first.socket("11", "away"));
                FaithfulClient ben = new FaithfulClient("ben", second.socket("11", "away"))) {
            talk(anna, 20);
            await().until(() -> ben.conversation().size() == 20);
            broker.stop();
            long end = System.nanoTime() + Duration.ofSeconds(AWAY_SECONDS).toNanos();
            talk(anna, 20);
            await().until(() -> anna.told().size() == 40);
            assertThat(neighbour.socket().frames("message")).as("pending ones are heard on the instance")
                    .hasSizeGreaterThanOrEqualTo(40);
            List<String> told = anna.told();
            first.kill();
            anna.reconnect(second.socket("11", "away"));
            talk(anna, 20);
            LockSupport.parkNanos(end - System.nanoTime());
            broker.start();
            restarted = start(data, "first", broker);
            await().until(() -> anna.unsent() == 0);
            await().untilAsserted(() -> assertThat(ben.conversation()).hasSize(60));
            assertThat(ben.conversation()).containsExactlyInAnyOrderElementsOf(all("anna", 60)).containsAll(told);
            assertThat(ben.heardAgain()).isEmpty();
            try (FaithfulClient late = new FaithfulClient("late", restarted.socket("11", "away"))) {
                late.reconnect(restarted.socket("11", "away"));
                await().untilAsserted(
                        () -> assertThat(late.conversation()).isEqualTo(ben.conversation()));
            }
        } finally {
            if (restarted != null) {
                restarted.close();
            }
        }
    }
}
