package io.doorstep.support.threads;

import io.doorstep.support.log.OncePerCause;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the background work of a service. What dies of anything is begun again, counted by the name of its thread, logged
 * once a minute for each cause, and shown for a minute.
 */
public final class ThreadSupervisor implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadSupervisor.class);
    private static final Duration SHOWN_FOR = Duration.ofMinutes(1);

    private final ConcurrentMap<String, Deaths> deaths = new ConcurrentHashMap<>();
    private final OncePerCause lines = OncePerCause.minute();
    private volatile @Nullable MeterRegistry registry;

    /**
     * Begins work on a daemon thread of its own.
     *
     * @param name of the thread, and of its meter: of a kind of work, never of a client
     */
    public SupervisedThread start(String name, SupervisedThread.Body body) {
        Deaths of = deathsOf(name);
        SupervisedThread thread = new SupervisedThread(name, body, death -> died(of, death));
        thread.start();
        return thread;
    }

    /** @param name as of a thread */
    public SupervisedTimer timer(String name) {
        return new SupervisedTimer(name, work -> guarded(name, work));
    }

    /**
     * Begins each piece of work at once, on a virtual thread of its own.
     *
     * @param name as of a thread
     */
    public Executor virtualThreads(String name) {
        return work -> Thread.ofVirtual().name(name).start(guarded(name, work));
    }

    /**
     * Does pieces of work one after another.
     *
     * @param name as of a thread
     * @param waiting pieces of work at most; no more are taken
     */
    public ThreadPoolExecutor queue(String name, int waiting) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting),
                work -> OwnThreads.unstarted(name, work)) {
            @Override
            public void execute(Runnable work) {
                super.execute(guarded(name, work));
            }
        };
    }

    /**
     * Does pieces of work in the order in which they come, on threads that {@link ForkJoinPool#managedBlock} replaces while
     * they are blocked, such as in {@link java.util.concurrent.CompletableFuture#join}.
     *
     * @param name as of a thread
     * @param threads at work at a time
     * @param blocked threads that are replaced, at most; one more blocks a thread that would work
     */
    public ExecutorService pool(String name, int threads, int blocked) {
        return new ForkJoinPool(threads, pool -> {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
            thread.setName(name);
            return thread;
        }, (_, death) -> died(deathsOf(name), death), true, threads, threads + blocked, 1, _ -> true, 1,
                TimeUnit.MINUTES);
    }

    /** Work that throws nothing. */
    private Runnable guarded(String name, Runnable work) {
        Deaths of = deathsOf(name);
        return () -> {
            try {
                work.run();
            } catch (Throwable death) {
                died(of, death);
            }
        };
    }

    private Deaths deathsOf(String name) {
        return deaths.computeIfAbsent(name, _ -> {
            Deaths made = new Deaths(name);
            MeterRegistry meters = registry;
            if (meters != null) {
                bind(made, meters);
            }
            return made;
        });
    }

    private void died(Deaths of, Throwable death) {
        of.add(death);
        lines.run(of.name() + ' ' + death.getClass().getName(), times -> LOG.error(
                "{} has died and is started again ({} times of this)", of.name(), times, death));
    }

    /** In words, what has died within the last minute; empty where nothing has. */
    public Optional<String> trouble() {
        return deaths.values().stream().filter(of -> of.hasLatelyWithin(SHOWN_FOR)).findFirst().map(Deaths::inWords);
    }

    /** How often work has been begun again since the start. */
    public long restarted() {
        return deaths.values().stream().mapToLong(Deaths::count).sum();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        registry = meters;
        deaths.values().forEach(of -> bind(of, meters));
    }

    private static void bind(Deaths of, MeterRegistry meters) {
        FunctionCounter.builder("doorstep.threads.restarted", of, Deaths::count).tag("thread", of.name())
                .description("Background work that died and was begun again").register(meters);
    }
}
