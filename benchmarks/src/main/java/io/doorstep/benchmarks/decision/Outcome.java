package io.doorstep.benchmarks.decision;

import io.doorstep.events.RateLimit;

/** What the clients get to hear, and the limit that makes it so for every subject. */
public enum Outcome {
    GRANTED,
    DENIED;

    private static final long HOUR_MS = 3_600_000;

    /**
     * So many that nobody is ever refused: of one client, 100,000 per ms, more than two threads can ask for; of many, 1000
     * per 10 s, more than each gets round to, in a window in which nobody is forgotten. Or 2 per hour, which are taken
     * before the measurement begins.
     */
    RateLimit limit(int clients) {
        return switch (this) {
            case GRANTED -> clients == 1 ? new RateLimit(100_000, 1) : new RateLimit(1000, 10_000);
            case DENIED -> new RateLimit(2, HOUR_MS);
        };
    }
}
