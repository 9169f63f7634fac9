package io.doorstep.chat.kafka.delivery;

import io.doorstep.chat.kafka.pipeline.MessageDeliveryListener;
import io.doorstep.chat.kafka.pipeline.ProducerFactory;
import io.doorstep.chat.kafka.spool.Spool;
import io.doorstep.support.kafka.TopicsSeen;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.SupervisedThread;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The one thread that hands events to Kafka's producers, or to the spool where Kafka does not take them. It never waits
 * for Kafka: another thread reaches it first, and a producer answers within a moment.
 */
public final class EventSender implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final Duration END_WITHIN = Duration.ofSeconds(5);

    private final EventOutbox outbox;
    private final ThreadSupervisor threads;
    private final RecordPipelines pipelines;
    private final SenderLoop loop;
    private final Duration stopWithin;
    private volatile boolean running;
    private @Nullable SupervisedThread thread;

    /**
     * @param topics that are there now
     * @param trouble in words, why Kafka does not take what it is given; empty where that is not known
     * @param stopWithin how long a stop waits for Kafka
     */
    public EventSender(EventOutbox outbox, ProducerFactory producers, Supplier<TopicsSeen> topics,
            Supplier<String> trouble,
            Spool spool, SequenceAssigner sequences, MessageDeliveryListener fate, InstantSource clock,
            Duration stopWithin,
            ThreadSupervisor threads) {
        this.outbox = outbox;
        this.threads = threads;
        this.pipelines = new RecordPipelines(spool, fate, producers, topics, threads);
        this.loop = new SenderLoop(outbox, spool, pipelines, sequences,
                new InstanceEndReporter(spool, sequences, outbox::overflowed, clock), trouble);
        this.stopWithin = stopWithin;
    }

    @Override
    public void start() {
        running = true;
        thread = threads.start("event-sender", loop::run);
        pipelines.start();
    }

    boolean hasReachedKafka() {
        return pipelines.haveReached();
    }

    /** Whether Kafka has been reached and takes what it is given. */
    boolean isConnected() {
        return loop.isConnected();
    }

    /** Events taken from the outbox that are in memory alone. */
    long inMemory() {
        return loop.inMemory();
    }

    PublishMetrics ledger() {
        return pipelines.ledger();
    }

    /** Sends what waits, for so long at most, and leaves the rest in the spool. */
    @Override
    public void stop() {
        loop.stop(stopWithin);
        pipelines.stop();
        running = false;
        SupervisedThread sending = thread;
        if (sending == null) {
            return;
        }
        try {
            if (!sending.join(stopWithin.plus(END_WITHIN))) {
                LOG.warn("The disk of the spool does not answer: {} events may be lost", outbox.waiting());
            }
            sending.end();
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
        return Phases.DELIVERY;
    }
}
