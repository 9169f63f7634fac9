package io.doorstep.chat.sanction;

/**
 * How many sanctions are held now, and what became of those before.
 *
 * @param warned clients that are
 * @param throttled clients that are
 * @param banned clients that are
 * @param shadow sanctions that are only recorded
 * @param ended since the start, at their end
 * @param lapsed since the start, since the learner had not renewed them
 * @param passedOver since the start, for want of room
 */
public record SanctionCounts(int warned, int throttled, int banned, int shadow, long ended, long lapsed,
        long passedOver) {

    /** Those that restrict or warn somebody. */
    int effective() {
        return warned + throttled + banned;
    }
}
