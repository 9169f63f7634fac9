package io.doorstep.support.threads;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A piece of work that nobody waits for longer than for a certain time. */
public final class BoundedWork {
    private BoundedWork() {}

    /**
     * Does some work on a daemon thread, and waits for its end. What it throws meanwhile is thrown.
     *
     * @param within so long at most; then it goes on by itself, as it does where the caller is interrupted
     * @return whether it has ended
     */
    public static boolean run(String name, Runnable work, Duration within) {
        var end = new CompletableFuture<Void>();
        Thread worker = OwnThreads.unstarted(name, () -> {
            try {
                work.run();
                end.complete(null);
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
        worker.start();
        try {
            if (!worker.join(within)) {
                return false;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            end.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return true;
    }
}
