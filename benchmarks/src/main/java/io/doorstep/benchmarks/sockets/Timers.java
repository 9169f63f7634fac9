package io.doorstep.benchmarks.sockets;

/** Time, and what is to happen later; everything happens on one thread. */
public interface Timers {
    /** Nanoseconds since some fixed instant. */
    long nanos();

    void after(long nanos, Runnable task);
}
