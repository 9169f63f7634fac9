package io.doorstep.chat.kafka;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The one thread that hands events to the producer. While Kafka is away it waits here, and the outbox fills. Numbers the
 * events as it sends them and leaves a hole for each that was dropped, so that a reader sees the loss.
 */
final class EventSender implements SmartLifecycle {
    static final int PHASE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final int BATCH = 500;
    private static final long PATIENCE_MS = 200;
    /** How long admission events wait for others to travel with. */
    private static final Duration LINGER = Duration.ofMillis(100);
    /** Without an acknowledgement for so long, Kafka is away. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Events travel together, messages at once: somebody waits for them. */
    private record Producing(Producer<String, EventEnvelope> events, Producer<String, EventEnvelope> messages) {

        Producer<String, EventEnvelope> of(Event event) {
            return event instanceof ChatMessage ? messages : events;
        }

        void flush() {
            messages.flush();
            events.flush();
        }

        void close() {
            messages.close(Duration.ZERO);
            events.close(Duration.ZERO);
        }
    }

    private final EventOutbox outbox;
    private final Function<Duration, Producer<String, EventEnvelope>> producers;
    private final Topics topics;
    private final Pseudonyms pseudonyms;
    private final String source;
    private final Duration stopWithin;
    private volatile boolean running;
    private volatile boolean ready;
    private final AtomicLong inFlight = new AtomicLong();
    private volatile long lastProgressNanos;
    private @Nullable Thread thread;
    private long admissionSequence;
    private long messageSequence;
    private long holes;
    private boolean reportedConnected = true;

    EventSender(EventOutbox outbox, Function<Duration, Producer<String, EventEnvelope>> producers, Topics topics,
            Pseudonyms pseudonyms, String source, Duration stopWithin) {
        this.outbox = outbox;
        this.producers = producers;
        this.topics = topics;
        this.pseudonyms = pseudonyms;
        this.source = source;
        this.stopWithin = stopWithin;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("event-sender").start(this::run);
    }

    private void run() {
        try {
            awaitTopics();
            var producing = new Producing(producers.apply(LINGER), producers.apply(Duration.ZERO));
            try {
                while (running || outbox.waiting() > 0) {
                    sendNext(producing);
                }
                producing.flush();
            } finally {
                producing.close();
            }
        } catch (InterruptedException | InterruptException _) {
            LOG.warn("Stopped with {} events that Kafka has not taken", outbox.waiting());
        }
    }

    private void awaitTopics() throws InterruptedException {
        while (!topics.ensure()) {
            reportConnection();
            if (!running) {
                throw new InterruptedException();
            }
            Thread.sleep(PATIENCE_MS);
        }
        ready = true;
    }

    private void sendNext(Producing producing) throws InterruptedException {
        reportConnection();
        Outgoing first = outbox.poll(PATIENCE_MS);
        if (first == null) {
            return;
        }
        List<Outgoing> batch = new ArrayList<>();
        batch.add(first);
        outbox.drainTo(batch, BATCH);
        for (Outgoing event : batch) {
            send(producing, numbered(event));
        }
    }

    private void reportConnection() {
        boolean connectedNow = isConnected();
        if (connectedNow != reportedConnected) {
            reportedConnected = connectedNow;
            if (connectedNow) {
                LOG.info("Kafka answers");
            } else {
                LOG.warn("Kafka does not answer: events wait for it, admission goes on");
            }
        }
    }

    private EventEnvelope numbered(Outgoing outgoing) {
        Event event = outgoing.draft().event(pseudonyms);
        if (event instanceof ChatMessage) {
            return new EventEnvelope(source + "-messages", ++messageSequence, outgoing.time(), event);
        }
        long dropped = outbox.overflowed();
        admissionSequence += 1 + dropped - holes;
        holes = dropped;
        return new EventEnvelope(source, admissionSequence, outgoing.time(), event);
    }

    /** Blocks while the producer is full or has no metadata: this thread is the only one that ever does. */
    private void send(Producing producing, EventEnvelope envelope) {
        var record = new ProducerRecord<>(EventType.of(envelope.event()).topic().topicName(), null,
                envelope.time().toEpochMilli(), envelope.event().key(), envelope);
        if (inFlight.getAndIncrement() == 0) {
            lastProgressNanos = System.nanoTime();
        }
        try {
            var _ = producing.of(envelope.event()).send(record, (_, error) -> onSent(error));
        } catch (SerializationException e) {
            onSent(e);
        }
    }

    private void onSent(@Nullable Exception error) {
        inFlight.decrementAndGet();
        lastProgressNanos = System.nanoTime();
        if (error == null) {
            outbox.countPublished();
        } else {
            outbox.countFailed();
            LOG.warn("Kafka has not taken an event: {}", error.getMessage());
        }
    }

    /** Whether Kafka has been reached and takes what it is given. */
    boolean isConnected() {
        return ready && (inFlight.get() == 0 || System.nanoTime() - lastProgressNanos < SILENCE_NANOS);
    }

    /** Events handed to the producer that Kafka has not acknowledged. */
    long inFlight() {
        return inFlight.get();
    }

    /** Sends what waits, for so long at most. */
    @Override
    public void stop() {
        running = false;
        Thread sending = thread;
        if (sending == null) {
            return;
        }
        try {
            if (!sending.join(stopWithin)) {
                sending.interrupt();
                sending.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the sockets and the web server have stopped: their last events leave too. */
    @Override
    public int getPhase() {
        return PHASE;
    }
}
