package io.doorstep.support.log;

import java.time.Duration;
import java.util.function.LongConsumer;

/** Lets something happen at most once a second, and counts how often it was asked for since it last did. */
public final class OncePerSecond {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final OncePer line = new OncePer(SECOND);

    /** @param action is given how often it was asked for since it last happened, this time included */
    public void run(LongConsumer action) {
        line.run(action);
    }
}
