package io.doorstep.chat.kafka.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.kafka.pipeline.MessageDeliveryListener;
import io.doorstep.chat.kafka.pipeline.ProducerFactory;
import io.doorstep.chat.kafka.spool.LastSequenceFile;
import io.doorstep.chat.kafka.spool.Records;
import io.doorstep.chat.kafka.spool.Spool;
import io.doorstep.chat.kafka.spool.SpoolFile;
import io.doorstep.chat.kafka.spool.SpoolSlot;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.DeskPresence;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.InstanceEnded;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventDeserializer;
import io.doorstep.events.topics.FoundTopic;
import io.doorstep.support.kafka.Contact;
import io.doorstep.support.kafka.TopicsSeen;
import io.doorstep.support.threads.ThreadSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSenderTests {
    private static final long ROOMY = 1 << 24;
    private static final ProducerFactory NONE = each(Optional::empty, Optional::empty);

    @TempDir
    private Path folder;

    private final List<EventSender> started = new ArrayList<>();
    private final EventOutbox outbox = new EventOutbox(1000);
    private final List<ChatMessage> kept = new CopyOnWriteArrayList<>();
    private final List<String> notKept = new CopyOnWriteArrayList<>();
    private volatile TopicsSeen topics = there(Topic.values());

    @AfterEach
    void stop() {
        started.forEach(EventSender::stop);
    }

    private static MockProducer<String, byte[]> kafka(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new StringSerializer(), new ByteArraySerializer());
    }

    private EventSender start(String source, ProducerFactory producers, long spoolBytes, Duration stopWithin) {
        EventSender sender = new EventSender(outbox, producers, () -> topics, () -> "", new Spool(folder, spoolBytes),
                new SequenceAssigner(new Pseudonyms("test"), source), fate(), InstantSource.system(), stopWithin,
                new ThreadSupervisor());
        started.add(sender);
        sender.start();
        return sender;
    }

    private MessageDeliveryListener fate() {
        return new MessageDeliveryListener() {

            @Override
            public void onKept(Instant time, ChatMessage message) {
                kept.add(message);
            }

            @Override
            public void onNotKept(ChatMessage message) {
                notKept.add(message.clientMessageId());
            }
        };
    }

    private static ProducerFactory both(Producer<String, byte[]> events, Producer<String, byte[]> messages) {
        return each(() -> Optional.of(events), () -> Optional.of(messages));
    }

    private static ProducerFactory each(Supplier<Optional<Producer<String, byte[]>>> events,
            Supplier<Optional<Producer<String, byte[]>>> messages) {
        return new ProducerFactory() {

            @Override
            public Optional<Producer<String, byte[]>> events() {
                return events.get();
            }

            @Override
            public Optional<Producer<String, byte[]>> messages() {
                return messages.get();
            }
        };
    }

    private static TopicsSeen there(Topic... these) {
        return new TopicsSeen(Contact.ANSWERS, Stream.of(these)
                .collect(Collectors.toMap(topic -> topic, _ -> new FoundTopic(Uuid.randomUuid(), 1))), Map.of());
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
        EventSender first = start("one", NONE, ROOMY, Duration.ZERO);
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
        EventSender second = start("two", both(events, messages), ROOMY, Duration.ofSeconds(5));
        say(3, 4);
        await().until(() -> second.ledger().published() == 6);
        assertThat(ids(messages)).containsExactly("one-messages-1", "one-messages-2", "one-messages-3",
                "two-messages-1");
        assertThat(ids(events)).as("its last word too").containsExactly("one-1", "one-2");
        assertThat(kept.subList(3, 6)).as("found at the start").extracting(ChatMessage::clientMessageId)
                .containsExactly("m0", "m1", "m2");
    }

    @Test
    void nothingIsSaidToBeKept_whileKafkaAcknowledges() {
        MockProducer<String, byte[]> kafka = kafka(true);
        EventSender sender = start("one", both(kafka, kafka), ROOMY, Duration.ofSeconds(5));
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
        EventSender sender = start("one", both(kafka, kafka), ROOMY, Duration.ofMillis(100));
        say(0, 1);
        await().until(() -> !kept.isEmpty());
        assertThat(sender.isConnected()).isFalse();
        say(1, 2);
        await().until(() -> kept.size() == 2);
        assertThat(kafka.completeNext()).isTrue();
        await().until(() -> kafka.history().size() == 2);
        assertThat(kafka.completeNext()).isTrue();
        await().until(() -> sender.ledger().published() == 2);
        assertThat(kept).extracting(ChatMessage::clientMessageId).containsExactly("m0", "m1");
        assertThat(ids(kafka)).containsExactly("one-messages-1", "one-messages-2");
    }

    @Test
    void whatKafkaHasNotTakenAtTheStop_isThereAtTheNextStart() {
        MockProducer<String, byte[]> kafka = kafka(false);
        EventSender sender = start("one", both(kafka, kafka), ROOMY, Duration.ofMillis(100));
        for (int i = 0; i < 5; i++) {
            outbox.offer(Records.outgoing(Records.event(i)));
        }
        sender.stop();
        assertThat(sender.ledger().lost()).isZero();
        try (Spool left = new Spool(folder, ROOMY)) {
            left.open(0);
            assertThat(left.events().records()).as("with its last word").isEqualTo(6);
        }
    }

    @Test
    void eventsWaitInMemory_withoutASpool_andAreCountedWhereKafkaNeverComes() {
        EventSender sender = start("one", NONE, 0, Duration.ZERO);
        for (int i = 0; i < 1500; i++) {
            outbox.offer(Records.outgoing(Records.event(i)));
        }
        assertThat(outbox.dropped()).isPositive();
        long taken = 1500 - outbox.dropped();
        sender.stop();
        assertThat(sender.ledger().lost()).as("with its last word").isEqualTo(taken + 1);
    }

    private static List<InstanceEnded> ends(MockProducer<String, byte[]> kafka) {
        return kafka.history().stream()
                .map(record -> Objects.requireNonNull(
                        new EventDeserializer().deserialize(record.topic(), record.headers(), record.value())).event())
                .filter(InstanceEnded.class::isInstance).map(InstanceEnded.class::cast).toList();
    }

    private long marks() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().contains(".last.")).count();
        }
    }

    @Test
    void aStop_isTheLastEvent_andThenNothingIsLeftToTell() throws IOException {
        MockProducer<String, byte[]> kafka = kafka(true);
        EventSender sender = start("one", both(kafka, kafka), ROOMY, Duration.ofSeconds(5));
        outbox.offer(Records.outgoing(Records.event(1)));
        await().until(() -> sender.ledger().published() == 1);
        assertThat(marks()).isEqualTo(1);
        sender.stop();
        assertThat(ids(kafka)).containsExactly("one-1", "one-2");
        assertThat(ends(kafka)).containsExactly(new InstanceEnded("one", 2, true));
        assertThat(marks()).isZero();
    }

    @Test
    void theEndOfOnesThatWereKilled_isTold_onceForEach() throws IOException {
        try (SpoolSlot slot = SpoolSlot.first(folder)) {
            LastSequenceFile.make(slot.markOf("killed")).note(4711);
            Files.createFile(slot.markOf("killed-before-it-could-note"));
        }
        try (SpoolSlot _ = SpoolSlot.first(folder); SpoolSlot other = SpoolSlot.first(folder)) {
            LastSequenceFile.make(other.markOf("killed-too")).note(0);
            SpoolFile.open(other.file()).close();
        }
        MockProducer<String, byte[]> kafka = kafka(true);
        EventSender sender = start("one", both(kafka, kafka), ROOMY, Duration.ofSeconds(5));
        await().until(() -> sender.ledger().published() == 2);
        sender.stop();
        assertThat(ends(kafka)).containsExactly(new InstanceEnded("killed", 4711, false),
                new InstanceEnded("killed-too", 0, false), new InstanceEnded("one", 3, true));
        assertThat(marks()).isZero();
    }

    @Test
    void anotherProducerTakesThePlace_ofOneThatHasComeToAnEnd() {
        MockProducer<String, byte[]> first = kafka(true);
        MockProducer<String, byte[]> second = kafka(true);
        MockProducer<String, byte[]> events = kafka(true);
        Deque<Producer<String, byte[]>> producers = new ArrayDeque<>(List.of(first, second));
        EventSender sender = start("one", each(() -> Optional.of(events), () -> Optional.of(producers.remove())), ROOMY,
                Duration.ofSeconds(5));
        say(0, 2);
        await().until(() -> sender.ledger().published() == 2);
        first.sendException = new ClusterAuthorizationException("no more");
        say(2, 4);
        outbox.offer(Records.outgoing(Records.event(1)));
        await().atMost(Duration.ofSeconds(20)).until(() -> sender.ledger().published() == 5);
        assertThat(first.closed()).isTrue();
        assertThat(events.closed()).as("the other pipeline's").isFalse();
        assertThat(ids(first)).containsExactly("one-messages-1", "one-messages-2");
        assertThat(ids(second)).containsExactly("one-messages-3", "one-messages-4");
        assertThat(sender.ledger().lost()).isZero();
    }

    @Test
    void whatWasOnItsWayToATopicThatIsGone_goesToTheNextOne_once() {
        MockProducer<String, byte[]> first = kafka(false);
        MockProducer<String, byte[]> second = kafka(true);
        Deque<Producer<String, byte[]>> producers = new ArrayDeque<>(List.of(first, second));
        MockProducer<String, byte[]> events = kafka(true);
        EventSender sender = start("one", each(() -> Optional.of(events), () -> Optional.of(producers.remove())), ROOMY,
                Duration.ofSeconds(5));
        say(0, 2);
        await().until(() -> first.history().size() == 2);
        assertThat(first.completeNext()).isTrue();
        topics = there(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.SIGNALS);
        await().until(first::closed);
        say(2, 4);
        await().until(() -> kept.size() == 3);
        topics = there(Topic.values());
        await().atMost(Duration.ofSeconds(20)).until(() -> sender.ledger().published() == 4);
        assertThat(ids(second)).containsExactly("one-messages-2", "one-messages-3", "one-messages-4");
        assertThat(sender.ledger().lost()).isZero();
        assertThat(notKept).isEmpty();
    }

    @Test
    void aMessageThatNothingTakes_isAnswered_andOthersAreNotTaken_untilSomethingDoes() {
        MockProducer<String, byte[]> kafka = kafka(true);
        AtomicBoolean answers = new AtomicBoolean();
        ProducerFactory later = each(() -> Optional.of(kafka(true)),
                () -> answers.get() ? Optional.of(kafka) : Optional.empty());
        EventSender sender = start("one", later, 0, Duration.ofSeconds(5));
        say(0, 3);
        await().until(() -> notKept.size() == 3);
        assertThat(notKept).containsExactlyInAnyOrder("m0", "m1", "m2");
        outbox.offer(Records.outgoing(Records.event(1)));
        say(3, 4);
        await().until(() -> notKept.size() == 4 || !outbox.offerMessage(Records.outgoing(Records.message(9))));
        answers.set(true);
        await().until(
                () -> sender.ledger().published() > 0 && outbox.offerMessage(Records.outgoing(Records.message(5))));
        await().until(() -> ids(kafka).size() > 0);
    }

    @Test
    void aMessageThatFindsNoRoomOnDisk_isAnswered() {
        start("one", NONE, 4000, Duration.ZERO);
        say(0, 50);
        await().until(() -> kept.size() + notKept.size() == 50);
        assertThat(kept).isNotEmpty();
        assertThat(notKept).isNotEmpty();
    }

    @Test
    void aMessageThatTheProducerCannotEvenTry_isAnswered_andTheNextGoesOn() {
        MockProducer<String, byte[]> kafka = kafka(true);
        kafka.sendException = new IllegalArgumentException("not this one");
        EventSender sender = start("one", both(kafka(true), kafka), ROOMY, Duration.ofSeconds(5));
        say(0, 1);
        await().until(() -> notKept.equals(List.of("m0")));
        kafka.sendException = null;
        say(1, 2);
        await().until(() -> sender.ledger().published() == 1);
        assertThat(sender.ledger().lost()).isEqualTo(1);
    }

    @Test
    void aMessageThatCannotBecomeARecord_isAnswered() {
        start("one", both(kafka(true), kafka(true)), ROOMY, Duration.ofSeconds(5));
        outbox.offerMessage(new PendingEvent(Instant.EPOCH, _ -> {
            throw new IllegalStateException("no record");
        }, Records.message(7)));
        await().until(() -> notKept.equals(List.of("m7")));
    }
}
