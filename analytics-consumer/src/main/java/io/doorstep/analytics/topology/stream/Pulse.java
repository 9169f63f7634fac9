package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.topology.LearnerListener;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** When a task of the streams on this instance last did something: it looked at its windows, or restored its state. */
public final class Pulse implements LearnerListener, StateRestoreListener {
    private volatile long beatNanos = System.nanoTime();

    @Override
    public void onAlive() {
        beat();
    }

    public void beat() {
        beatNanos = System.nanoTime();
    }

    public long ageMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beatNanos);
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        beat();
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long upTo, long restored) {
        beat();
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long restored) {
        beat();
    }
}
