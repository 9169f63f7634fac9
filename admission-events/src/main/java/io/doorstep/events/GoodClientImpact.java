package io.doorstep.events;

/**
 * Whom one limit met in one window. A client is good if it asked for no more than the reference, and was refused for
 * nothing but a limit.
 *
 * @param reference the most that a good client asks for: the larger of the configured limit and the one in force
 * @param goodClients good clients that used what this limit is for
 * @param refused of them, those that this limit refused
 * @param wouldReject of them, those that the candidate would have refused; 0 without a candidate
 * @param otherClients clients that are not good
 * @param goodAttempts what the good clients asked for, all together; 0 where that was not counted
 * @param refusedAttempts of it, what this limit refused
 */
public record GoodClientImpact(LimitName limitName, int reference, long goodClients, long refused, long wouldReject,
        long otherClients, long goodAttempts, long refusedAttempts) {

    /** Without a count of attempts. */
    public GoodClientImpact(LimitName limitName, int reference, long goodClients, long refused, long wouldReject,
            long otherClients) {
        this(limitName, reference, goodClients, refused, wouldReject, otherClients, 0, 0);
    }
}
