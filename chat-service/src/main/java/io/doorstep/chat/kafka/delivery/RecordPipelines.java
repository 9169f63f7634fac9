package io.doorstep.chat.kafka.delivery;

import io.doorstep.chat.kafka.pipeline.DeliveryDecision;
import io.doorstep.chat.kafka.pipeline.EphemeralPublisher;
import io.doorstep.chat.kafka.pipeline.MessageDeliveryListener;
import io.doorstep.chat.kafka.pipeline.PendingDurability;
import io.doorstep.chat.kafka.pipeline.PipelineConnection;
import io.doorstep.chat.kafka.pipeline.PipelineListener;
import io.doorstep.chat.kafka.pipeline.ProducerFactory;
import io.doorstep.chat.kafka.pipeline.ProducerSupervisor;
import io.doorstep.chat.kafka.pipeline.RecordPipeline;
import io.doorstep.chat.kafka.spool.Spool;
import io.doorstep.chat.kafka.spool.SpoolQueue;
import io.doorstep.events.Topic;
import io.doorstep.support.kafka.TopicsSeen;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The ways to Kafka: of messages, which go first since somebody waits for them, of events, and of signals. Of one thread. */
final class RecordPipelines {
    private static final Set<Topic> EPHEMERAL = EnumSet.of(Topic.SIGNALS, Topic.CONFIGURATION);
    private static final int WINDOW = 8192;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final DeliveryDecision.Bounds MESSAGES = new DeliveryDecision.Bounds(Duration.ofSeconds(1), WINDOW,
            PAUSE);
    private static final DeliveryDecision.Bounds EVENTS = new DeliveryDecision.Bounds(Duration.ofSeconds(5), WINDOW,
            PAUSE);
    /** A message that takes Kafka longer is kept on disk, and shown. */
    private static final long MESSAGE_PATIENCE = TimeUnit.SECONDS.toNanos(1);
    /** With the time until the next commit less than the second that a killed process may lose. */
    private static final long EVENT_PATIENCE = TimeUnit.MILLISECONDS.toNanos(400);

    private final Spool spool;
    private final PublishMetrics metrics = new PublishMetrics();
    private final PendingDurability kept;
    private final RecordPipeline events;
    private final RecordPipeline messages;
    private final EphemeralPublisher signals;
    private final List<PipelineConnection> connections;

    RecordPipelines(Spool spool, MessageDeliveryListener fate, ProducerFactory producers, Supplier<TopicsSeen> topics,
            ThreadSupervisor threads) {
        this.spool = spool;
        this.kept = new PendingDurability(fate);
        this.events = new RecordPipeline(spool, spool.events(), EVENTS, EVENT_PATIENCE, metrics, System::nanoTime);
        this.messages = new RecordPipeline(spool, spool.messages(), MESSAGES, MESSAGE_PATIENCE, listeningForKept(),
                System::nanoTime);
        this.signals = new EphemeralPublisher(
                name -> messages.gate(System.nanoTime()).answers()
                        && EPHEMERAL.stream()
                                .anyMatch(topic -> topic.topicName().equals(name) && topics.get().has(topic)),
                metrics::onAcknowledged);
        Set<Topic> ofEvents = Set.of(Topic.CONNECTIONS, Topic.VIOLATIONS);
        this.connections = List.of(
                new PipelineConnection(messages, new ProducerSupervisor(producers::messages, threads),
                        Set.of(Topic.MESSAGES),
                        Set.of(Topic.MESSAGES, Topic.SIGNALS, Topic.CONFIGURATION), topics, signals::reached,
                        metrics::published),
                new PipelineConnection(events, new ProducerSupervisor(producers::events, threads), ofEvents, ofEvents,
                        topics,
                        _ -> {}, metrics::published));
    }

    private PipelineListener listeningForKept() {
        return new PipelineListener() {

            @Override
            public void onAcknowledged() {
                metrics.onAcknowledged();
            }

            @Override
            public void onSpooled(ProducerRecord<String, byte[]> record) {
                metrics.onSpooled(record);
                kept.add(record);
            }

            @Override
            public void onLost(long records, @Nullable Exception why) {
                metrics.onLost(records, why);
            }

            @Override
            public void onNotKept(ProducerRecord<String, byte[]> record) {
                kept.refuse(record);
            }
        };
    }

    void tellOfFoundMessages() {
        for (SpoolQueue.Entry next = spool.messages().after(0); next != null; next = spool.messages()
                .after(next.key())) {
            kept.add(next.record());
        }
        kept.onCommitted();
    }

    /** Begins to reach Kafka. */
    void start() {
        connections.forEach(PipelineConnection::start);
    }

    /** Takes the producers there are, and gives back those that are of no use any more. */
    void connect() {
        connections.forEach(PipelineConnection::look);
    }

    /** Whether Kafka has been reached since the start. */
    boolean haveReached() {
        return connections.stream().allMatch(PipelineConnection::hasReached);
    }

    /** Makes no producers any more. */
    void stop() {
        connections.forEach(PipelineConnection::stop);
    }

    void close() {
        connections.forEach(PipelineConnection::close);
    }

    /** Whether messages can go on, or be written down. */
    boolean takeMessages(long nowNanos) {
        return spool.isWritable() || messages.gate(nowNanos).answers();
    }

    /** Gives a record up. */
    void lose(SequenceAssigner.Numbered numbered) {
        of(numbered.topic()).lose(numbered.record(), null);
    }

    boolean take(SequenceAssigner.Numbered numbered, long nowNanos) {
        if (isEphemeral(numbered.topic())) {
            signals.take(numbered.record());
            return true;
        }
        return of(numbered.topic()).take(numbered.record(), nowNanos);
    }

    /** Whether records of a topic are forgotten where they cannot go at once. */
    static boolean isEphemeral(Topic topic) {
        return EPHEMERAL.contains(topic);
    }

    RecordPipeline of(Topic topic) {
        return topic == Topic.MESSAGES ? messages : events;
    }

    RecordPipeline events() {
        return events;
    }

    void tick(long nowNanos, boolean mayGive) {
        messages.tick(nowNanos, mayGive);
        boolean messagesFirst = messages.isSpooling() && messages.gate(nowNanos).answers();
        events.tick(nowNanos, mayGive && !messagesFirst);
    }

    /** Writes down all that is with the producers. */
    void keep() {
        messages.keep();
        events.keep();
    }

    /** How long there is nothing to do if nothing comes. */
    long patienceMs() {
        if (areSpooling()) {
            return 2;
        }
        return areIdle() && kept.isEmpty() ? 100 : 10;
    }

    boolean areSpooling() {
        return events.isSpooling() || messages.isSpooling();
    }

    boolean areIdle() {
        return events.isIdle() && messages.isIdle();
    }

    /** Whether Kafka has all it was given, or the disk what Kafka does not take. */
    boolean areAtRest(long nowNanos) {
        return isAtRest(messages, nowNanos) && isAtRest(events, nowNanos);
    }

    private boolean isAtRest(RecordPipeline pipeline, long nowNanos) {
        return pipeline.isIdle() || (spool.isWritable() && !pipeline.gate(nowNanos).answers());
    }

    /** Whether Kafka takes what it is given. */
    boolean answer(long nowNanos) {
        return messages.gate(nowNanos).answers() && events.gate(nowNanos).answers();
    }

    int inMemory() {
        return messages.inMemory() + events.inMemory();
    }

    PendingDurability kept() {
        return kept;
    }

    PublishMetrics ledger() {
        return metrics;
    }
}
