package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.sockets.Newcomer;
import io.doorstep.benchmarks.sockets.Timers;
import java.time.Duration;

/** A well-behaved visitor: connects, says one thing, waits until it is acknowledged, and leaves. */
final class Guest extends Newcomer {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Timers timers;
    private final Latencies latencies;
    private final long dueNanos;
    private final boolean talks;
    private long saidNanos;
    private boolean served;

    /**
     * @param dueNanos when it meant to come
     * @param talks whether it says something
     * @param onGone told once
     */
    Guest(Timers timers, Latencies latencies, long dueNanos, boolean talks, Runnable onGone) {
        super(onGone);
        this.timers = timers;
        this.latencies = latencies;
        this.dueNanos = dueNanos;
        this.talks = talks;
    }

    @Override
    public void admitted(String connectionId) {
        saidNanos = timers.nanos();
        latencies.greeting.recordValue(saidNanos - dueNanos);
        if (talks) {
            ask("m1");
            timers.after(PATIENCE_NANOS, this::leave);
        } else {
            served = true;
            leave();
        }
    }

    @Override
    public void acknowledged(String messageId) {
        long now = timers.nanos();
        latencies.acknowledgement.recordValue(now - saidNanos);
        latencies.both.recordValue(now - dueNanos);
        served = true;
        leave();
    }

    @Override
    public void messageRefused(String messageId, String code) {
        leave();
    }

    @Override
    public void rejected(String code) {
        // It ends.
    }

    @Override
    public void ended(int status) {
        end();
    }

    @Override
    public void failed(String problem) {
        served = false;
        end();
    }

    private void end() {
        latencies.failed += served ? 0 : 1;
        gone();
    }
}
