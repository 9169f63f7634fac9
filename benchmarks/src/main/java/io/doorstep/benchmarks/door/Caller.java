package io.doorstep.benchmarks.door;

import io.doorstep.benchmarks.sockets.Newcomer;
import io.doorstep.benchmarks.sockets.Sockets;
import io.doorstep.benchmarks.sockets.Timers;

/** One attempt: who is let in says nothing, and leaves after a while. */
final class Caller extends Newcomer implements Sockets.SilentListener {
    private final Timers timers;
    private final Attempts attempts;
    private final long dueNanos;
    private final long stayNanos;

    /**
     * @param dueNanos when it meant to come
     * @param stayNanos how long it stays, if it is let in
     * @param onGone told once
     */
    Caller(Timers timers, Attempts attempts, long dueNanos, long stayNanos, Runnable onGone) {
        super(onGone);
        this.timers = timers;
        this.attempts = attempts;
        this.dueNanos = dueNanos;
        this.stayNanos = stayNanos;
    }

    @Override
    public void come(Sockets sockets, int client) {
        attempts.made++;
        super.come(sockets, client);
    }

    @Override
    public void admitted(String connectionId) {
        attempts.waits.recordValue(timers.nanos() - dueNanos);
        if (stayNanos == 0) {
            leave();
        } else {
            timers.after(stayNanos, this::leave);
        }
    }

    @Override
    public void rejected(String code) {
        attempts.rejected++;
    }

    @Override
    public void ended(int status) {
        gone();
    }

    @Override
    public void turnedAway(int httpStatus) {
        attempts.turnedAway++;
        gone();
    }

    @Override
    public void failed(String problem) {
        attempts.broken++;
        gone();
    }
}
