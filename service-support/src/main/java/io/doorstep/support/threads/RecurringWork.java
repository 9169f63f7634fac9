package io.doorstep.support.threads;

import org.springframework.context.SmartLifecycle;

/** Work that a service does again and again, on a background thread of its own, from its start to its stop. */
public abstract class RecurringWork implements SmartLifecycle {
    private final SupervisedTimer timer;
    private final int phase;
    private volatile boolean running;

    /** Begins after all that has a phase, and ends before it. */
    protected RecurringWork(ThreadSupervisor threads, String name) {
        this(threads, name, DEFAULT_PHASE);
    }

    /**
     * @param name of the thread, and of its meter
     * @param phase one of {@link Phases}
     */
    protected RecurringWork(ThreadSupervisor threads, String name, int phase) {
        this.timer = threads.timer(name);
        this.phase = phase;
    }

    /** Says what is done, and how often. */
    protected abstract void schedule(SupervisedTimer on);

    /** Does what has to be done once more before the thread ends. */
    protected void beforeTheEnd() {}

    /** Does what has to be done once nothing recurs any more. */
    protected void afterTheEnd() {}

    @Override
    public final void start() {
        running = true;
        schedule(timer);
    }

    @Override
    public final void stop() {
        beforeTheEnd();
        timer.close();
        afterTheEnd();
        running = false;
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    @Override
    public final int getPhase() {
        return phase;
    }
}
