package io.doorstep.benchmarks.reconciliation;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again and again until an answer is as it should be. */
public final class Polling {
    private static final long PAUSE_MS = 200;

    private Polling() {}

    /**
     * The first answer that fulfils the condition, or else the last one within the patience. A question that fails is asked
     * again.
     */
    public static <T> T until(Supplier<T> question, Predicate<T> condition, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                T answer = question.get();
                if (condition.test(answer) || System.nanoTime() - deadline > 0) {
                    return answer;
                }
            } catch (RuntimeException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE_MS);
        }
    }
}
