package io.doorstep.benchmarks.sockets;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/**
 * Begins something at random instants, so many a second on the average, however long each takes: people come whether or
 * not those before them have been served.
 */
public final class Arrivals {
    private final Timers timers;
    private final Random random;
    private final double gapNanos;
    private final LongConsumer begin;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private long due;
    private long end;

    /** @param begin is told when it was due, in the nanoseconds of the timers, which may be a little ago */
    public Arrivals(Timers timers, Random random, double perSecond, LongConsumer begin) {
        this.timers = timers;
        this.random = random;
        this.gapNanos = 1e9 / perSecond;
        this.begin = begin;
    }

    /** Completes when the last has begun and the time is over, or with the exception with which one could not begin. */
    public CompletableFuture<Void> run(long nanos) {
        timers.after(0, () -> {
            long start = timers.nanos();
            end = start + nanos;
            due = start + gap();
            beginDue();
        });
        return done;
    }

    private long gap() {
        return (long) (-Math.log(1 - random.nextDouble()) * gapNanos);
    }

    private void beginDue() {
        try {
            while (due <= timers.nanos() && due < end) {
                begin.accept(due);
                due += gap();
            }
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
            return;
        }
        long left = Math.min(due, end) - timers.nanos();
        if (left <= 0) {
            done.complete(null);
        } else {
            timers.after(left, this::beginDue);
        }
    }
}
