package io.doorstep.support.threads;

import io.doorstep.support.log.OncePerCause;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Adds carriers to the scheduler of virtual threads while none of them gets to run. A virtual thread keeps its carrier while
 * it loads a class; where all carriers wait for a lock whose owner has no carrier, nothing in the process would ever go on.
 */
public final class CarrierWatch implements SmartLifecycle, MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(CarrierWatch.class);
    private static final long PERIOD_MS = 100;
    private static final long STARVED_AFTER_MS = 500;
    private static final long WELL_AFTER_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST = 256;
    private static final VirtualThreadSchedulerMXBean SCHEDULER = ManagementFactory
            .getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    private static final int NORMAL = SCHEDULER.getParallelism();

    private final ThreadSupervisor threads;
    private final OncePerCause lines = OncePerCause.minute();
    private final AtomicLong starved = new AtomicLong();
    private volatile @Nullable SupervisedThread thread;
    private long starvedNanos;

    public CarrierWatch(ThreadSupervisor threads) {
        this.threads = threads;
    }

    @Override
    public void start() {
        // So that no class is left to be loaded when it is needed: classes are what is waited for then.
        SCHEDULER.setParallelism(SCHEDULER.getParallelism());
        thread = threads.start("carrier-watch", this::run);
    }

    private void run() throws InterruptedException {
        while (true) {
            // A new task for each look: only that lets the scheduler start another carrier.
            CountDownLatch ran = new CountDownLatch(1);
            Thread.startVirtualThread(ran::countDown);
            if (ran.await(STARVED_AFTER_MS, TimeUnit.MILLISECONDS)) {
                shrink();
                Thread.sleep(PERIOD_MS);
            } else {
                grow();
            }
        }
    }

    private void grow() {
        int more = Math.min(MOST, 2 * SCHEDULER.getParallelism());
        SCHEDULER.setParallelism(more);
        starvedNanos = System.nanoTime();
        starved.incrementAndGet();
        lines.run("", times -> LOG.warn("No virtual thread has run for {} ms: there are {} carriers now ({} times)",
                STARVED_AFTER_MS, more, times));
    }

    private void shrink() {
        if (SCHEDULER.getParallelism() > NORMAL && System.nanoTime() - starvedNanos > WELL_AFTER_NANOS) {
            SCHEDULER.setParallelism(NORMAL);
        }
    }

    /** How often carriers were added since the start. */
    long starved() {
        return starved.get();
    }

    @Override
    public void stop() {
        SupervisedThread watching = thread;
        thread = null;
        if (watching == null) {
            return;
        }
        watching.interrupt();
        try {
            watching.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before whoever uses virtual threads. */
    @Override
    public int getPhase() {
        return Phases.CARRIERS;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("doorstep.threads.starved", starved, AtomicLong::get)
                .description("How often no virtual thread ran for half a second, and carriers were added")
                .register(registry);
    }
}
