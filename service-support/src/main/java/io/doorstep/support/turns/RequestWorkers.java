package io.doorstep.support.turns;

import io.doorstep.support.threads.Phases;
import io.doorstep.support.threads.SupervisedThread;
import io.doorstep.support.threads.ThreadSupervisor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * A few platform threads that work on requests, one of each client in turn, while the threads that brought them wait. The
 * carriers of virtual threads are left to the sockets: on those, each step of a socket would wait behind all requests of a
 * flood. A request that is not begun in time is worked on by the thread that brought it: peers that are slow to take their
 * answers can hold all these threads, and keep nobody out by that. Thread-safe.
 */
final class RequestWorkers implements SmartLifecycle, MeterBinder {
    private static final Duration END_WITHIN = Duration.ofSeconds(1);

    private final ThreadSupervisor threads;
    private final int workers;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final FairQueue<String, RequestTask> queue = new FairQueue<>();
    private volatile @Nullable List<SupervisedThread> running;

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
        running = IntStream.rangeClosed(1, workers).mapToObj(_ -> threads.start("request-worker", this::work)).toList();
    }

    /** Returns when the work is done, and throws what it throws. */
    void run(String client, RequestTask.Work work) throws Exception {
        if (running == null) {
            work.run();
            return;
        }
        RequestTask task = new RequestTask(work);
        add(client, task);
        if (!task.awaitBegun(patience) && withdraw(client, task)) {
            work.run();
        } else {
            task.awaitDone();
        }
    }

    private void add(String client, RequestTask task) {
        lock.lock();
        try {
            queue.add(client, task);
            more.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean withdraw(String client, RequestTask task) {
        lock.lock();
        try {
            return queue.remove(client, task);
        } finally {
            lock.unlock();
        }
    }

    private void work() throws InterruptedException {
        while (true) {
            next().run();
        }
    }

    private RequestTask next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            RequestTask next = queue.poll();
            while (next == null) {
                more.await();
                next = queue.poll();
            }
            return next;
        } finally {
            lock.unlock();
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
        List<SupervisedThread> stopping = running;
        running = null;
        if (stopping != null) {
            stopping.forEach(SupervisedThread::interrupt);
            stopping.forEach(thread -> thread.stop(END_WITHIN));
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
