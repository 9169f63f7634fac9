package io.doorstep.chat.kafka.delivery;

import io.doorstep.chat.kafka.pipeline.PipelineListener;
import io.doorstep.support.log.OncePerSecond;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what became of records since the start. */
class PublishMetrics implements PipelineListener {
    private static final Logger LOG = LoggerFactory.getLogger(PublishMetrics.class);

    private final AtomicLong published = new AtomicLong();
    private final AtomicLong spooled = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final OncePerSecond line = new OncePerSecond();
    private volatile long lostNanos;

    @Override
    public void onAcknowledged() {
        published.incrementAndGet();
    }

    @Override
    public void onSpooled(ProducerRecord<String, byte[]> record) {
        spooled.incrementAndGet();
    }

    @Override
    public void onLost(long records, @Nullable Exception why) {
        lost.addAndGet(records);
        lostNanos = System.nanoTime();
        line.run(times -> LOG.warn("Events are lost: {} ({})",
                why == null
                        ? "neither Kafka nor the disk has taken them"
                        : "Kafka has not taken one: " + why.getMessage(),
                times));
    }

    long published() {
        return published.get();
    }

    /** Those that went to disk, whether or not Kafka has taken them since. */
    long spooled() {
        return spooled.get();
    }

    /** Those that neither Kafka nor the disk has taken. */
    long lost() {
        return lost.get();
    }

    boolean hasLostWithin(Duration time) {
        return lost.get() > 0 && System.nanoTime() - lostNanos < time.toNanos();
    }
}
