package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.machine.Alone;
import io.doorstep.testing.machine.Folders;
import io.doorstep.testing.process.StackProcess;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The local stack comes to its end within 10 seconds, whatever state it is in, and loses nothing by it. */
@Alone
class LocalStackEndsTests {
    private static final Duration AT_MOST = Duration.ofSeconds(10);
    private static final int BROKER_GAVE_UP = 3;
    private static final Pattern KAFKA = Pattern.compile("Kafka +(127\\.0\\.0\\.1:\\d+)");
    private static final Pattern CHAT = Pattern.compile("Chat +http://localhost:(\\d+)/");

    @TempDir
    private Path data;

    @Test
    void endsByItself_whenTheDiskIsFull_andHasAllThatWasAcknowledged_whenStartedAgain() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(data, 160)) {
            int acknowledged;
            try (StackProcess stack = everything(); Visitor visitor = visitor(stack)) {
                for (int i = 0; i < 20; i++) {
                    visitor.say("m" + i, "kept " + i);
                }
                visitor.frames("ack", 20);
                disk.fill();
                assertThat(stack.awaitExit(AT_MOST)).as(stack.output()).isEqualTo(BROKER_GAVE_UP);
                acknowledged = visitor.frames("ack").size();
                assertThat(stack.output().lines().filter(line -> line.contains("The Kafka broker gave up: the disk of "
                        + data.resolve("broker") + " is full"))).as(stack.output()).hasSize(1);
                assertThat(stack.output().lines().filter(line -> line.startsWith("\tat ") || line.contains(" ERROR ")))
                        .as(stack.output()).isEmpty();
            }
            assertThat(acknowledged).isGreaterThanOrEqualTo(20);
            disk.makeRoom();
            try (StackProcess again = everything();
                    Topics topics = Topics.fromTheBeginning(at(again), Topic.MESSAGES)) {
                assertThat(topics.await(ChatMessage.class, 20)).extracting(ChatMessage::text)
                        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "kept " + i)
                                .toList());
            }
        }
    }

    @Test
    void endsByItself_whenTheFolderOfTheBrokerIsGone() throws Exception {
        try (StackProcess stack = broker()) {
            stack.awaitOutput(KAFKA);
            Folders.delete(data.resolve("broker"));

            assertThat(stack.awaitExit(AT_MOST)).as(stack.output()).isEqualTo(BROKER_GAVE_UP);
            assertThat(stack.output().lines())
                    .filteredOn(line -> line.startsWith("The Kafka broker gave up: its folder "
                            + data.resolve("broker") + " is gone"))
                    .hasSize(1);
        }
    }

    @Test
    void endsByItself_whenTheDiskBecomesReadOnly() throws Exception {
        try (ReadOnlyDisk disk = ReadOnlyDisk.mount(data, 160); StackProcess stack = broker()) {
            stack.awaitOutput(KAFKA);
            disk.fail();

            assertThat(stack.awaitExit(AT_MOST)).as(stack.output()).isEqualTo(BROKER_GAVE_UP);
            assertThat(stack.output()).contains("The Kafka broker gave up: " + data.resolve("broker")
                    + " cannot be written (");
        }
    }

    @Test
    void doesNotStart_whenTheDiskIsFull() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(data, 8)) {
            Files.createDirectories(disk.folder().resolve("broker"));
            disk.fill();
            try (StackProcess stack = broker()) {
                assertThat(stack.awaitExit(Duration.ofSeconds(60))).as(stack.output()).isEqualTo(1);
                assertThat(stack.output()).contains("is full").doesNotContain("\n", "Exception:");
            }
        }
    }

    @Test
    void endsOnSigterm_whileItsBrokerIsDying() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(data, 160); StackProcess stack = everything()) {
            stack.awaitOutput(CHAT);
            disk.fill();
            stack.awaitOutput(Pattern.compile("gave up"));
            stack.terminate();

            assertThat(stack.awaitExit(AT_MOST)).as(stack.output()).isEqualTo(BROKER_GAVE_UP);
        }
    }

    /** Each stage is over when something of it is there. */
    @ParameterizedTest
    @ValueSource(strings = {"lock", "broker/meta.properties", "broker/__cluster_metadata-0", "spool", "streams"})
    void endsOnSigterm_whileItStarts(String stage) throws Exception {
        try (StackProcess stack = everything()) {
            await(stage).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10))
                    .until(() -> Files.exists(data.resolve(stage)));
            stack.terminate();

            assertThat(stack.awaitExit(AT_MOST)).as(stack.output()).isEqualTo(143);
        }
    }

    @Test
    void endsOnSigterm_thoughTheServicesWouldTakeLonger() throws Exception {
        try (StackProcess stack = everything("--doorstep.socket.drain-grace=60s", "--doorstep.events.stop-within=60s");
                Visitor visitor = visitor(stack)) {
            visitor.say("m", "kept");
            visitor.frame("ack");
            stack.terminate();

            assertThat(stack.awaitExit(AT_MOST)).as(stack.output()).isEqualTo(143);
        }
        try (StackProcess again = everything(); Topics topics = Topics.fromTheBeginning(at(again), Topic.MESSAGES)) {
            assertThat(topics.await(ChatMessage.class, 1)).extracting(ChatMessage::text).isEqualTo(List.of("kept"));
        }
    }

    private StackProcess everything(String... more) throws Exception {
        String[] arguments = Stream
                .concat(Stream.of("--doorstep.data-dir=" + data, "--doorstep.stack.broker-port=0",
                        "--doorstep.stack.chat-port=0", "--doorstep.stack.analytics-port=0"),
                        Stream.of(more))
                .toArray(String[]::new);
        return StackProcess.start(arguments);
    }

    private StackProcess broker() throws Exception {
        return StackProcess.start("broker", "--doorstep.data-dir=" + data, "--doorstep.stack.broker-port=0");
    }

    private static Visitor visitor(StackProcess stack) {
        return Visitor.decided(URI.create(
                "ws://127.0.0.1:" + stack.awaitOutput(CHAT).group(1) + "/ws/chat/customer/11/session-of-a-visitor"));
    }

    private static KafkaBroker at(StackProcess stack) {
        String address = stack.awaitOutput(KAFKA).group(1);
        return new KafkaBroker() {
            @Override
            public String bootstrapServers() {
                return address;
            }

            @Override
            public void close() {
                // The stack's own.
            }
        };
    }
}
