package io.doorstep.chat.kafka.pipeline;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A record that a producer has been given, until it is acknowledged. */
final class InFlightRecord implements Callback {
    /** The key of one that is in memory alone. */
    static final long NOT_SPOOLED = 0;

    private final ProducerRecord<String, byte[]> record;
    private final long sinceNanos;
    private final Consumer<InFlightRecord> onDone;
    private long key;
    private boolean answered;
    private volatile boolean done;
    private volatile @Nullable Exception error;

    /**
     * @param key its key in the spool
     * @param onDone is called on the producer's thread
     */
    InFlightRecord(ProducerRecord<String, byte[]> record, long key, long sinceNanos, Consumer<InFlightRecord> onDone) {
        this.record = record;
        this.key = key;
        this.sinceNanos = sinceNanos;
        this.onDone = onDone;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        error = failure;
        done = true;
        onDone.accept(this);
    }

    ProducerRecord<String, byte[]> record() {
        return record;
    }

    boolean isOlderThan(long nanos, long nowNanos) {
        return nowNanos - sinceNanos >= nanos;
    }

    /** Whether it is said now, and was not before, that it is not kept. */
    boolean answersNow() {
        boolean now = !answered;
        answered = true;
        return now;
    }

    long key() {
        return key;
    }

    boolean isSpooled() {
        return key != NOT_SPOOLED;
    }

    void spooledAs(long newKey) {
        key = newKey;
    }

    boolean isDone() {
        return done;
    }

    boolean isAcknowledged() {
        return done && error == null;
    }

    /** Why Kafka has not taken it; null where it has, or may. */
    @Nullable
    Exception error() {
        return error;
    }
}
