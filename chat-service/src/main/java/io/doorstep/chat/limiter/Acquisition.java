package io.doorstep.chat.limiter;

/** What became of one try to get a permit. */
public sealed interface Acquisition {

    /**
     * A permit was taken.
     *
     * @param limiter that granted it
     * @param instantMs on the limiter's clock
     * @param refusedByCandidate whether the candidate of the limit would have refused it
     */
    record Granted(Limiter limiter, long instantMs, boolean refusedByCandidate) implements Acquisition {

        /** Gives the permit back, as if it had not been taken, where the limiter can do that: Resilience4j's cannot. */
        public void giveBack() {
            limiter.takeBack(instantMs);
        }
    }

    /** Why there is no permit. */
    sealed interface NotGranted extends Acquisition {}

    /** @param waitMs until a permit is due, in milliseconds, at least 1 */
    record Refused(long waitMs) implements NotGranted {}

    /**
     * The limiter failed: it refuses nobody.
     *
     * @param part the limiters it is one of, such as {@code connection_rate_of_network}
     */
    record Failed(String part, RuntimeException error) implements NotGranted {}
}
