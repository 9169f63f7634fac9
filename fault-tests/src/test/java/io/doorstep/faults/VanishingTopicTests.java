package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.ChatProcess;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Topics go, come back empty, and can't be made; the broker comes back empty: the chat service sees it, and recovers. */
@ExtendWith(KafkaBrokerExtension.class)
class VanishingTopicTests {
    private static final Duration WELL_WITHIN = Duration.ofSeconds(30);
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    /** Of one core; what is claimed is a twentieth, measured on a machine that does nothing else. */
    private static final double MOST_PROCESSOR = 0.25;
    private static final int MOST_LINES = 40;

    private static long lines(Path data) throws IOException {
        try (var lines = Files.lines(data.resolve("output"))) {
            return lines.count();
        }
    }

    private static void awaitWell(ChatProcess chat) {
        await().atMost(WELL_WITHIN).until(() -> chat.health().contains("\"UP\"")
                && !chat.health().contains("disk, ") && !chat.health().contains("Kafka answers"));
    }

    /** The sequence of this message's acknowledgement, within the time in which it is to be heard. */
    private static long sequenceOf(Visitor visitor, String id) {
        await(id).atMost(HEARD_WITHIN).until(() -> acks(visitor, id).stream().anyMatch(VanishingTopicTests::isFinal));
        return acks(visitor, id).stream().filter(VanishingTopicTests::isFinal).findFirst().orElseThrow()
                .path("sequence").longValue();
    }

    private static boolean isFinal(JsonNode ack) {
        return ack.path("sequence").isIntegralNumber();
    }

    private static List<JsonNode> acks(Visitor visitor, String id) {
        return visitor.frames("ack").stream().filter(ack -> ack.path("client_message_id").stringValue().equals(id))
                .toList();
    }

    private static List<String> heard(Visitor visitor) {
        return visitor.frames("message").stream().filter(VanishingTopicTests::isFinal)
                .map(message -> message.path("client_message_id").stringValue()).toList();
    }

    @Test
    void aDeletedTopic_isMadeAgain_andMessagesAreHeardInOpenSockets(StoppableBroker broker, @TempDir Path data)
            throws Exception {
        try (ChatProcess chat = ChatProcess.start(data, broker);
                Visitor anna = Visitor.connect(chat.socket("11", "vanish"));
                Visitor ben = Visitor.connect(chat.socket("11", "vanish"))) {
            awaitWell(chat);
            long before = 0;
            for (int i = 0; i < 3; i++) {
                anna.say("before-" + i, "before");
                before = sequenceOf(anna, "before-" + i);
            }
            RefusingBroker.delete(broker, Topic.MESSAGES);
            anna.say("during", "during");
            long during = sequenceOf(anna, "during");
            assertThat(during).as("sequences grow").isGreaterThan(before);
            anna.say("after", "after");
            assertThat(sequenceOf(anna, "after")).isGreaterThan(during);
            await().atMost(HEARD_WITHIN).until(() -> heard(ben).contains("after"));
            assertThat(heard(ben)).containsExactly("before-0", "before-1", "before-2", "during", "after");
            awaitWell(chat);
            assertThat(chat.health()).contains("topic chat.messages was made anew");
            assertThat(anna.isOpen() && ben.isOpen()).isTrue();
            assertThat(lines(data)).isLessThan(MOST_LINES + 30);
        }
    }

    @Test
    void aTopicThatCannotBeMade_isSaid_andCostsNothing_andWhatIsSaidMeanwhileIsKept(@TempDir Path data)
            throws Exception {
        try (RefusingBroker broker = new RefusingBroker();
                ChatProcess chat = ChatProcess.start(data, broker);
                Visitor anna = Visitor.connect(chat.socket("11", "vanish"));
                Visitor ben = Visitor.connect(chat.socket("11", "vanish"))) {
            awaitWell(chat);
            anna.say("before", "before");
            sequenceOf(anna, "before");
            long linesBefore = lines(data);
            broker.refuse(true);
            RefusingBroker.delete(broker, Topic.MESSAGES);
            await().atMost(WELL_WITHIN).until(() -> chat.health().contains("topic chat.messages is missing")
                    && chat.health().contains("not today"));
            assertThat(chat.health()).contains("DEGRADED").doesNotContain("does not answer");
            anna.say("during", "during");
            await().atMost(HEARD_WITHIN).until(() -> acks(anna, "during").stream()
                    .anyMatch(ack -> ack.path("pending").booleanValue(false)));
            try (Topics events = new Topics(broker, Topic.CONNECTIONS)) {
                Visitor.connect(chat.socket("12", "another")).close();
                assertThat(events.await(ConnectionOpened.class, 1)).as("other topics are served").isNotEmpty();
            }
            assertThat(shareOfACore(chat)).isLessThan(MOST_PROCESSOR);
            assertThat(lines(data) - linesBefore).isLessThan(MOST_LINES);
            broker.refuse(false);
            sequenceOf(anna, "during");
            await().atMost(HEARD_WITHIN).until(() -> heard(ben).equals(List.of("before", "during")));
            awaitWell(chat);
        }
    }

    private static double shareOfACore(ChatProcess chat) {
        Duration before = chat.processorTime();
        long sinceNanos = System.nanoTime();
        await().pollDelay(MEASURED).atMost(MEASURED.multipliedBy(3)).until(() -> true);
        double share = (double) chat.processorTime().minus(before).toNanos() / (System.nanoTime() - sinceNanos);
        System.out.println("of a core while a topic is missing: " + share);
        return share;
    }

    @Test
    void aBrokerThatComesBackEmpty_getsItsTopics_andWhatTheSpoolHas(StoppableBroker broker, @TempDir Path data)
            throws Exception {
        try (ChatProcess chat = ChatProcess.start(data, broker);
                Visitor anna = Visitor.connect(chat.socket("11", "vanish"));
                Visitor ben = Visitor.connect(chat.socket("11", "vanish"))) {
            awaitWell(chat);
            anna.say("before", "before");
            long before = sequenceOf(anna, "before");
            broker.stop();
            anna.say("during", "during");
            await().atMost(HEARD_WITHIN).until(() -> acks(anna, "during").stream()
                    .anyMatch(ack -> ack.path("pending").booleanValue(false)));
            await().atMost(WELL_WITHIN).until(() -> chat.health().contains("Kafka does not answer at 127.0.0.1:"));
            try (Visitor carl = Visitor.connect(chat.socket("12", "another"))) {
                carl.frame("connected");
                broker.startEmpty();
                awaitWell(chat);
            }
            assertThat(sequenceOf(anna, "during")).isGreaterThan(before);
            anna.say("after", "after");
            sequenceOf(anna, "after");
            await().atMost(HEARD_WITHIN).until(() -> heard(ben).equals(List.of("before", "during", "after")));
            try (Topics events = Topics.fromTheBeginning(broker, Topic.CONNECTIONS)) {
                assertThat(events.await(ConnectionOpened.class, 1)).as("what the spool had")
                        .anyMatch(opened -> opened.productId().equals("12"));
            }
            assertThat(lines(data)).isLessThan(MOST_LINES + 40);
        }
    }
}
