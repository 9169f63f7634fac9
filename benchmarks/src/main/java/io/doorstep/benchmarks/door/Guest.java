package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A well-behaved visitor: connects, says one thing, waits until it is acknowledged, and leaves. */
final class Guest implements Sockets.Listener {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Timers timers;
    private final Latencies latencies;
    private final long dueNanos;
    private final boolean talks;
    private final Runnable onGone;
    private Sockets.@Nullable Line line;
    private long saidNanos;
    private boolean served;
    private boolean gone;

    /**
     * @param dueNanos when it meant to come
     * @param talks whether it says something
     * @param onGone told once
     */
    Guest(Timers timers, Latencies latencies, long dueNanos, boolean talks, Runnable onGone) {
        this.timers = timers;
        this.latencies = latencies;
        this.dueNanos = dueNanos;
        this.talks = talks;
        this.onGone = onGone;
    }

    void come(Sockets sockets, int client) {
        line = sockets.open(client, this);
    }

    @Override
    public void admitted(String connectionId) {
        saidNanos = timers.nanos();
        latencies.greeting.recordValue(saidNanos - dueNanos);
        if (talks && line != null) {
            line.send("m1", "Is this one still to be had in blue?");
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

    private void leave() {
        if (!gone && line != null) {
            line.close();
        }
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
        gone();
    }

    @Override
    public void failed(String problem) {
        served = false;
        gone();
    }

    private void gone() {
        gone = true;
        latencies.failed += served ? 0 : 1;
        onGone.run();
    }
}
