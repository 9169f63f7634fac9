package io.doorstep.support.threads;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A background thread that does pieces of work again and again. One that fails is done again when it is due. */
public final class SupervisedTimer implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final UnaryOperator<Runnable> guard;

    SupervisedTimer(String name, UnaryOperator<Runnable> guard) {
        this.timer = new ScheduledThreadPoolExecutor(1, work -> OwnThreads.unstarted(name, work));
        this.guard = guard;
    }

    /**
     * Does some work after a period, and then again a period after its end.
     *
     * @return this
     */
    public SupervisedTimer every(Duration period, Runnable work) {
        var _ = timer.scheduleWithFixedDelay(guard.apply(work), period.toNanos(), period.toNanos(),
                TimeUnit.NANOSECONDS);
        return this;
    }

    /** Nothing is begun any more, and what is being done is interrupted. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
