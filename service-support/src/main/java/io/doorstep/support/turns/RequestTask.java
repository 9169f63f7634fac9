package io.doorstep.support.turns;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The work on a request that another thread does for the one that waits here, with the class loader of the latter. */
final class RequestTask {
    private final Work work;
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    /** What is to be done. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    RequestTask(Work work) {
        this.work = work;
    }

    /** Throws nothing: what the work throws is the waiting thread's. */
    void run() {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        begun.countDown();
        thread.setContextClassLoader(loader);
        try {
            work.run();
        } catch (Throwable e) {
            failure = e;
        } finally {
            thread.setContextClassLoader(own);
            done.countDown();
        }
    }

    /** False where the time is over, or the waiting thread is interrupted. */
    boolean awaitBegun(Duration within) {
        try {
            return begun.await(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits whether or not it is interrupted, since the request is another thread's until then; throws what the work threw. */
    void awaitDone() throws Exception {
        boolean interrupted = Thread.interrupted();
        while (!hasEnded()) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure) {
            case null -> {
                // It is answered.
            }
            case Exception e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** False where the waiting thread is interrupted. */
    private boolean hasEnded() {
        try {
            done.await();
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }
}
