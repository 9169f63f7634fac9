package io.doorstep.analytics.abuse;

import io.doorstep.events.SanctionRule;

/**
 * A rule: what is counted of a client, and from which number on it speaks.
 *
 * <p>Nobody is banned for what was admitted. {@link #RACING} and {@link #FLAPPING} end at the strict number, and lead to a
 * ban only by way of the refusals that follow.
 */
enum Offence {
    /** Refusals of somebody who had been told a wait, before that wait was over. */
    HAMMERING(SanctionRule.HAMMERING, "early_refusals_in_60_s", 60_000, 12, 10, 5, Rung.BANNED_LONG, false),
    /** Refusals by a ban, in its last minute: they are looked at when it ends. */
    BESIEGING(SanctionRule.HAMMERING, "refusals_while_banned_in_60_s", 60_000, 12, 12, 12, Rung.BANNED_LONG, false),
    /** Attempts to connect, admitted or not. */
    RACING(SanctionRule.RACING, "attempts_in_10_s", 10_000, 10, 15, 5, Rung.THROTTLED, false),
    /** Messages over the limit. */
    FLOODING(SanctionRule.FLOODING, "refused_messages_in_60_s", 60_000, 12, 10, 10, Rung.BANNED_LONG, true),
    /** Sockets that their client closed within a second, without a message. */
    FLAPPING(SanctionRule.FLAPPING, "short_sockets_in_60_s", 60_000, 12, 20, 10, Rung.THROTTLED, false),
    /** Sessions over the limit. */
    SESSION_CHURN(SanctionRule.SESSION_CHURN, "refused_sessions_in_60_s", 60_000, 12, 10, 10, Rung.BANNED_LONG, false),
    /** Ids, messages and tickets that are none. */
    MALFORMED(SanctionRule.MALFORMED, "malformed_in_60_s", 60_000, 12, 30, 15, Rung.BANNED_LONG, false),
    /** Conversations with one text, as the door counts them. */
    BROADCAST(SanctionRule.BROADCAST, "conversations_with_one_text", 60_000, 12, 4, 1, Rung.BANNED_LONG, true);

    private final SanctionRule rule;
    private final String evidence;
    private final long periodMs;
    private final int slots;
    private final int first;
    private final int again;
    private final Rung highest;
    private final boolean ofMessages;

    Offence(SanctionRule rule, String evidence, long periodMs, int slots, int first, int again, Rung highest,
            boolean ofMessages) {
        this.rule = rule;
        this.evidence = evidence;
        this.periodMs = periodMs;
        this.slots = slots;
        this.first = first;
        this.again = again;
        this.highest = highest;
        this.ofMessages = ofMessages;
    }

    SanctionRule rule() {
        return rule;
    }

    /** The name of its number in the evidence of a sanction. */
    String evidence() {
        return evidence;
    }

    Tally newTally() {
        return new Tally(periodMs, slots);
    }

    /**
     * From which count on it speaks.
     *
     * @param goesOn whether a sanction for this very rule lasts: then it takes fewer
     */
    int bound(boolean goesOn) {
        return goesOn && this != BROADCAST ? again : first;
    }

    /** How many rungs a count is worth; 0: it says nothing. */
    long worth(long count, boolean goesOn) {
        long bound = bound(goesOn);
        return count < bound ? 0 : 1 + (count - bound) / again;
    }

    /**
     * The rung for a client on a rung that is worth so many: at most the highest of this rule. A strict number of
     * connections is no answer to messages, so that rules of messages leave that rung out.
     */
    Rung from(Rung rung, long worth) {
        Rung next = rung.higher(worth);
        if (ofMessages && next == Rung.THROTTLED) {
            next = Rung.BANNED_BRIEFLY;
        }
        return next.compareTo(highest) > 0 ? highest : next;
    }
}
