package io.doorstep.benchmarks.replay;

/** Time, and what is to happen later; everything happens on one thread. */
interface Timers {
    /** Nanoseconds since some fixed instant. */
    long nanos();

    void after(long nanos, Runnable task);
}
