package io.doorstep.chat.rejection;

import io.doorstep.events.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * A sentence about a rate limit: what was exceeded, the limit, and whose it is. Under a flood it is the same one again and
 * again, so the last is kept. Thread-safe.
 */
final class RateSentence {
    private final String before;
    private final String what;
    private final String after;
    private volatile @Nullable Said last;

    private record Said(RateLimit rate, String sentence) {}

    /** @param what is counted, such as {@code connection} */
    RateSentence(String before, String what, String after) {
        this.before = before;
        this.what = what;
        this.after = after;
    }

    String about(RateLimit rate) {
        Said said = last;
        if (said == null || !said.rate.equals(rate)) {
            said = new Said(rate, before + HumanReadable.perWindow(rate, what) + after);
            last = said;
        }
        return said.sentence;
    }
}
