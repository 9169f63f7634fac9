package io.doorstep.chat.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.DeskPresence;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.json.EventDeserializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSenderTests {
    private static final long ROOMY = 1 << 24;

    @TempDir
    private Path folder;

    private final List<EventSender> started = new ArrayList<>();
    private final EventOutbox outbox = new EventOutbox(1000);
    private final List<ChatMessage> kept = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(EventSender::stop);
    }

    private static MockProducer<String, byte[]> kafka(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new StringSerializer(), new ByteArraySerializer());
    }

    private EventSender start(String source, Optional<Producers> kafka, long spoolBytes, Duration stopWithin) {
        EventSender sender = new EventSender(outbox, () -> kafka, new Spool(folder, spoolBytes),
                new Numbering(new Pseudonyms("test"), source), (_, message) -> kept.add(message), stopWithin);
        started.add(sender);
        sender.start();
        return sender;
    }

    private static List<String> ids(MockProducer<String, byte[]> kafka) {
        return kafka.history().stream()
                .map(record -> Objects.requireNonNull(
                        new EventDeserializer().deserialize(record.topic(), record.headers(), record.value())))
                .map(EventEnvelope::id).toList();
    }

    private void say(int from, int to) {
        for (int i = from; i < to; i++) {
            outbox.offerMessage(Records.outgoing(Records.message(i)));
        }
    }

    @Test
    void whatComesBeforeKafka_isKept_andSaidToBe_andSentFirstByTheNextRun() {
        EventSender first = start("one", Optional.empty(), ROOMY, Duration.ZERO);
        say(0, 3);
        outbox.offer(Records.outgoing(Records.event(1)));
        outbox.offerSignal(Records.outgoing(new DeskPresence("one", List.of())));
        await().until(() -> kept.size() == 3);
        await().until(() -> first.ledger().spooled() == 4);
        first.stop();
        assertThat(kept).extracting(ChatMessage::clientMessageId).containsExactly("m0", "m1", "m2");
        assertThat(first.ledger().lost()).as("signals are not missed").isZero();

        MockProducer<String, byte[]> events = kafka(true);
        MockProducer<String, byte[]> messages = kafka(true);
        EventSender second = start("two", Optional.of(new Producers(events, messages)), ROOMY, Duration.ofSeconds(5));
        say(3, 4);
        await().until(() -> second.ledger().published() == 5);
        assertThat(ids(messages)).containsExactly("one-messages-1", "one-messages-2", "one-messages-3",
                "two-messages-1");
        assertThat(ids(events)).containsExactly("one-1");
        assertThat(kept.subList(3, 6)).as("found at the start").extracting(ChatMessage::clientMessageId)
                .containsExactly("m0", "m1", "m2");
    }

    @Test
    void nothingIsSaidToBeKept_whileKafkaAcknowledges() {
        MockProducer<String, byte[]> kafka = kafka(true);
        EventSender sender = start("one", Optional.of(new Producers(kafka, kafka)), ROOMY, Duration.ofSeconds(5));
        say(0, 100);
        outbox.offerSignal(Records.outgoing(new DeskPresence("one", List.of())));
        await().until(() -> sender.ledger().published() == 101);
        sender.stop();
        assertThat(kept).isEmpty();
        assertThat(ids(kafka)).contains("one-messages-100", "one-signals-1");
        assertThat(sender.ledger().spooled()).isZero();
    }

    @Test
    void aMessageThatKafkaDoesNotAcknowledge_isSaidToBeKept_once() {
        MockProducer<String, byte[]> kafka = kafka(false);
        EventSender sender = start("one", Optional.of(new Producers(kafka, kafka)), ROOMY, Duration.ofSeconds(5));
        say(0, 1);
        await().until(() -> !kept.isEmpty());
        assertThat(sender.isConnected()).isFalse();
        say(1, 2);
        await().until(() -> kept.size() == 2);
        assertThat(kafka.completeNext()).isTrue();
        await().until(() -> kafka.history().size() == 2);
        assertThat(kafka.completeNext()).isTrue();
        await().until(() -> sender.ledger().published() == 2);
        sender.stop();
        assertThat(kept).extracting(ChatMessage::clientMessageId).containsExactly("m0", "m1");
        assertThat(ids(kafka)).containsExactly("one-messages-1", "one-messages-2");
    }

    @Test
    void whatKafkaHasNotTakenAtTheStop_isThereAtTheNextStart() {
        MockProducer<String, byte[]> kafka = kafka(false);
        EventSender sender = start("one", Optional.of(new Producers(kafka, kafka)), ROOMY, Duration.ofMillis(100));
        for (int i = 0; i < 5; i++) {
            outbox.offer(Records.outgoing(Records.event(i)));
        }
        sender.stop();
        assertThat(sender.ledger().lost()).isZero();
        try (Spool left = new Spool(folder, ROOMY)) {
            left.open(0);
            assertThat(left.events().records()).isEqualTo(5);
        }
    }

    @Test
    void eventsWaitInMemory_withoutASpool_andAreCountedWhereKafkaNeverComes() {
        EventSender sender = start("one", Optional.empty(), 0, Duration.ZERO);
        for (int i = 0; i < 1500; i++) {
            outbox.offer(Records.outgoing(Records.event(i)));
        }
        assertThat(outbox.dropped()).isPositive();
        long taken = 1500 - outbox.dropped();
        sender.stop();
        assertThat(sender.ledger().lost()).isEqualTo(taken);
    }
}
