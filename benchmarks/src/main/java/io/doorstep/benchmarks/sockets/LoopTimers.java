package io.doorstep.benchmarks.sockets;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The timers of a Netty event loop. */
final class LoopTimers implements Timers {
    private final EventLoop loop;

    LoopTimers(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void after(long nanos, Runnable task) {
        Future<?> _ = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }
}
