package io.doorstep.chat.kafka.claims;

import io.doorstep.chat.claims.ClaimsWriter;
import io.doorstep.events.Topic;
import io.doorstep.events.claims.ClaimFormat;
import io.doorstep.events.claims.ClaimRecord;
import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.SupervisedThread;
import io.doorstep.support.threads.ThreadSupervisor;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends claims in the order in which they were written. A record that somebody waits for leaves at once, with all before it;
 * others travel together. What the producer does not take is lost: who wrote it notices by what comes back after it.
 */
public final class ClaimsSender implements ClaimsWriter, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimsSender.class);
    private static final long TOGETHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final Supplier<Optional<Producer<String, byte[]>>> producers;
    private final ThreadSupervisor threads;
    private final Queue<Outgoing> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean idle;
    private volatile boolean urgent;
    private volatile boolean running;
    private volatile @Nullable Thread sending;
    private @Nullable SupervisedThread thread;
    private @Nullable Producer<String, byte[]> producer;

    private record Outgoing(int partition, @Nullable String key, ClaimRecord record) {}

    /** @param producers makes one; empty where Kafka does not answer, or has no such topic */
    public ClaimsSender(Supplier<Optional<Producer<String, byte[]>>> producers, ThreadSupervisor threads) {
        this.producers = producers;
        this.threads = threads;
    }

    @Override
    public void write(int partition, @Nullable String key, ClaimRecord record, boolean isUrgent) {
        waiting.add(new Outgoing(partition, key, record));
        if (isUrgent) {
            urgent = true;
        }
        if (isUrgent || idle) {
            LockSupport.unpark(sending);
        }
    }

    @Override
    public void start() {
        running = true;
        thread = threads.start("claims-sender", this::run);
    }

    private void run() {
        sending = Thread.currentThread();
        while (running || !waiting.isEmpty()) {
            if (waiting.isEmpty()) {
                idle = true;
                if (waiting.isEmpty()) {
                    LockSupport.parkNanos(this, IDLE_NANOS);
                }
                idle = false;
            } else if (reached()) {
                if (!urgent) {
                    LockSupport.parkNanos(this, TOGETHER_NANOS);
                }
                urgent = false;
                send();
            } else if (running) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } else {
                return;
            }
        }
    }

    private boolean reached() {
        if (producer == null) {
            producer = producers.get().orElse(null);
        }
        return producer != null;
    }

    private void send() {
        Producer<String, byte[]> by = producer;
        for (Outgoing next = waiting.poll(); next != null && by != null; next = waiting.poll()) {
            try {
                var _ = by.send(new ProducerRecord<>(Topic.CLAIMS.topicName(), next.partition(), next.key(),
                        ClaimFormat.write(next.record())));
            } catch (KafkaException | IllegalStateException e) {
                LOG.debug("a claim was not sent", e);
                by.close(Duration.ZERO);
                producer = null;
                return;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        LockSupport.unpark(sending);
        SupervisedThread ending = thread;
        if (ending != null) {
            ending.end();
            try {
                ending.join(STOP_WITHIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        Producer<String, byte[]> last = producer;
        if (last != null) {
            last.close(STOP_WITHIN);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.DELIVERY;
    }
}
