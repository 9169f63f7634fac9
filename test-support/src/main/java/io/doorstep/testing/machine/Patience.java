package io.doorstep.testing.machine;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long and how often tests look for a condition. JUnit finds the extension by itself, so that it holds for every test
 * that has this module on its class path.
 */
public final class Patience implements BeforeAllCallback {
    /** For what nothing promises a time for: long enough for a slow machine that has other things to do. */
    public static final Duration USUAL = Duration.ofSeconds(60);

    /** For a process to start: it loads thousands of classes. */
    public static final Duration START = Duration.ofMinutes(2);

    private static final Duration FIRST_LOOK = Duration.ofMillis(2);
    private static final Duration LATER_LOOKS = Duration.ofMillis(100);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(USUAL);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(IterativePollInterval.iterative(Patience::next, FIRST_LOOK));
    }

    private static Duration next(Duration before) {
        Duration twice = before.multipliedBy(2);
        return twice.compareTo(LATER_LOOKS) < 0 ? twice : LATER_LOOKS;
    }
}
