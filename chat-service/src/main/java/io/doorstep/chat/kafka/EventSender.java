package io.doorstep.chat.kafka;

import io.doorstep.events.ChatMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The one thread that hands events to Kafka's producers, or to the spool where Kafka does not take them. It never waits
 * for Kafka: another thread reaches it first, and a producer answers within a moment.
 */
final class EventSender implements SmartLifecycle {
    static final int PHASE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final Duration END_WITHIN = Duration.ofSeconds(5);

    private final EventOutbox outbox;
    private final KafkaReach reach;
    private final Lanes lanes;
    private final SenderLoop loop;
    private final Duration stopWithin;
    private volatile boolean running;
    private @Nullable Thread thread;

    /**
     * @param reach makes the producers once Kafka answers; empty where it does not, to be tried again
     * @param onKept is told of each message that is on disk, and not yet with Kafka, and when it was said
     * @param stopWithin how long a stop waits for Kafka
     */
    EventSender(EventOutbox outbox, Callable<Optional<Producers>> reach, Spool spool, Numbering numbering,
            BiConsumer<Instant, ChatMessage> onKept, InstantSource clock, Duration stopWithin) {
        this.outbox = outbox;
        this.reach = new KafkaReach(reach);
        this.lanes = new Lanes(spool, onKept);
        this.loop = new SenderLoop(outbox, this.reach, spool, lanes, numbering,
                new SourceEnds(spool, numbering, outbox::overflowed, clock));
        this.stopWithin = stopWithin;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("event-sender").start(loop);
        reach.start();
    }

    boolean hasReachedKafka() {
        return reach.hasReached();
    }

    /** Whether Kafka has been reached and takes what it is given. */
    boolean isConnected() {
        return loop.isConnected();
    }

    /** Events taken from the outbox that are in memory alone. */
    long inMemory() {
        return loop.inMemory();
    }

    PublishingLedger ledger() {
        return lanes.ledger();
    }

    /** Sends what waits, for so long at most, and leaves the rest in the spool. */
    @Override
    public void stop() {
        loop.stop(stopWithin);
        reach.stop();
        running = false;
        Thread sending = thread;
        if (sending == null) {
            return;
        }
        try {
            if (!sending.join(stopWithin.plus(END_WITHIN))) {
                LOG.warn("The disk of the spool does not answer: {} events may be lost", outbox.waiting());
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
