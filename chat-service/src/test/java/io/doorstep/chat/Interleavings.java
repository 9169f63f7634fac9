package io.doorstep.chat;

import org.jetbrains.lincheck.Lincheck;

/**
 * Runs two threads in the orders that Lincheck thinks of, of all that the memory model allows between their accesses to
 * memory, instead of those that happen. {@code -Dinterleavings} is how many, 50 unless it is given.
 *
 * @see <a href="https://kotlinlang.org/docs/lincheck-testing-arbitrary-code.html">Lincheck: testing arbitrary code</a>
 */
public final class Interleavings {
    private static final int SCHEDULES = Integer.getInteger("interleavings", 50);

    private Interleavings() {}

    /** @param scenario is run once for each order; with {@link #together}, and {@link #require} after it */
    public static void explore(Runnable scenario) {
        Lincheck.runConcurrentTest(SCHEDULES, scenario);
    }

    /** As an assertion of AssertJ, which Lincheck does not get along with. */
    public static void require(String what, long actual, long expected) {
        if (actual != expected) {
            throw new AssertionError(what + ": " + actual + " instead of " + expected);
        }
    }

    /** Returns when both have run. */
    public static void together(Runnable one, Runnable other) {
        Thread first = new Thread(one);
        Thread second = new Thread(other);
        first.start();
        second.start();
        try {
            first.join();
            second.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
