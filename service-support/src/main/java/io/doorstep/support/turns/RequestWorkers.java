package io.doorstep.support.turns;

import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.ThreadSupervisor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * A few platform threads that work on requests, one of each client in turn, while the threads that brought them wait. The
 * carriers of virtual threads are left to the sockets: on those, each step of a socket would wait behind all requests of a
 * flood. A request that waits for a password's check leaves its turn to another. A request that is not begun in time is
 * worked on by the thread that brought it: peers that are slow to take their answers can hold all these threads, and keep
 * nobody out by that. Thread-safe.
 */
final class RequestWorkers implements SmartLifecycle, MeterBinder {
    private static final Duration END_WITHIN = Duration.ofSeconds(1);
    /** As many as passwords can wait for their check, and their like. */
    private static final int BLOCKED = 32;

    private final ThreadSupervisor threads;
    private final int workers;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final FairQueue<String, RequestTask> queue = new FairQueue<>();
    private volatile @Nullable ExecutorService running;

    /**
     * @param workers threads, at least 1
     * @param patience that a request waits to be begun
     */
    RequestWorkers(ThreadSupervisor threads, int workers, Duration patience) {
        this.threads = threads;
        this.workers = workers;
        this.patience = patience;
    }

    @Override
    public void start() {
        running = threads.pool("request-worker", workers, BLOCKED);
    }

    /** Returns when the work is done, and throws what it throws. */
    void run(String client, RequestTask.Work work) throws Exception {
        ExecutorService pool = running;
        if (pool == null) {
            work.run();
            return;
        }
        RequestTask task = new RequestTask(work);
        if (!begins(client, task, pool) && withdraw(client, task)) {
            work.run();
        } else {
            task.awaitDone();
        }
    }

    private boolean begins(String client, RequestTask task, ExecutorService pool) {
        lock.lock();
        try {
            queue.add(client, task);
        } finally {
            lock.unlock();
        }
        try {
            pool.execute(this::workOnNext);
        } catch (RejectedExecutionException _) {
            return false;
        }
        return task.awaitBegun(patience);
    }

    private boolean withdraw(String client, RequestTask task) {
        lock.lock();
        try {
            return queue.remove(client, task);
        } finally {
            lock.unlock();
        }
    }

    /** Of a request that was withdrawn, the turn is nobody's. */
    private void workOnNext() {
        RequestTask next;
        lock.lock();
        try {
            next = queue.poll();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.run();
        }
    }

    /** Requests that wait for a thread. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("doorstep.requests.waiting", this, RequestWorkers::waiting)
                .description("requests that are no sockets and wait for a thread").register(registry);
    }

    @Override
    public void stop() {
        ExecutorService stopping = running;
        running = null;
        if (stopping != null) {
            stopping.shutdownNow();
            awaitEnd(stopping);
        }
    }

    private static void awaitEnd(ExecutorService pool) {
        try {
            pool.awaitTermination(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return Phases.CARRIERS;
    }
}
