package io.doorstep.chat.limiter;

import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiter;
import org.jspecify.annotations.Nullable;

/**
 * The limiter of one client: Resilience4j's, with what the door asks of it besides. The limit is an argument of each call, so
 * that a revised one works at once. Thread-safe; but for Resilience4j's own methods, nothing waits.
 */
public interface Limiter extends RateLimiter {

    /**
     * Takes one permit under this limit, which it adopts, if there is one; else changes nothing.
     *
     * @param limit one that it {@link #canAdopt can adopt}
     * @param candidate a number under the same window, 1 to that of the limit; the latter where there is no candidate
     * @return null where its store has let go of it: the store has a new one
     */
    @Nullable
    Acquisition tryAcquire(RateLimit limit, int candidate);

    /** Takes the permit back that was granted at this instant, as if it had not been, where it can do that. */
    void takeBack(long instantMs);

    /** Whether it can judge by this limit; one that cannot has to be replaced. */
    boolean canAdopt(RateLimit limit);

    /** How long until a permit is due, in milliseconds; 0: now. */
    long millisUntilPermit(RateLimit limit);

    /** Permits that would be granted now. */
    int available(RateLimit limit);

    /** Permits that were granted within the window that ends now; of a fixed cycle, within that. */
    int used(RateLimit limit);

    /** Of those, the ones that the candidate of their time would have refused; 0 where it knows no candidates. */
    int refusedByCandidate(RateLimit limit);

    /** Retires where a new one would judge the same; from then on {@link #tryAcquire} should take no permit. */
    boolean retireIfIdle();
}
