package io.doorstep.analytics.tuning;

import io.doorstep.events.UsagePattern;
import java.util.List;

/**
 * How the tuner weighs evidence.
 *
 * @param quantile the client whose demand the limit is made for, so that at most one in a thousand needs more; of fewer clients it is the
 *     busiest, as far as it is believed; default p999
 * @param headroom what the demand is multiplied by, at least 1; default 2.0
 * @param votes whose demand counts, and for how much
 * @param memory which windows count
 * @param steps how far a limit moves at once
 * @param floor no limit is tuned below this number, at least 1; one that is configured below stays where it is; default
 *     10
 * @param ceiling no limit is tuned above this number, at least the floor; one that is configured above stays where it is;
 *     default 500
 * @param autonomy how far the learner goes by itself
 */
public record TuningPolicy(DemandQuantile quantile, double headroom, Votes votes, Memory memory, Steps steps,
        int floor, int ceiling, Autonomy autonomy) {
    /** The defaults that each component names. */
    public static final TuningPolicy DEFAULTS = new TuningPolicy(DemandQuantile.P999, 2.0, new Votes(20, 300, 2, 12),
            new Memory(12, 3, 0.10, 3), new Steps(0.10, 0.10, 1.0, 0.20), 10, 500, Autonomy.DEFAULTS);

    public TuningPolicy {
        require(headroom >= 1 && headroom <= 1000, "headroom must be 1 to 1000", headroom);
        require(floor >= 1, "the floor must be at least 1", floor);
        require(ceiling >= floor, "the ceiling must be at least the floor of " + floor, ceiling);
    }

    /**
     * One client, one vote.
     *
     * @param minimumClients clients in all windows that are remembered, counted once per window, below which nothing
     *     changes; clients in the latest of them, below which nothing is raised; and clients of one window, below which
     *     its median client is not believed to want more than one, and most of its clients are no crowd; 0 = any number
     *     will do; default 20
     * @param enoughClients clients in all windows that are remembered, counted once per window, below which a lower limit
     *     leaves more room, up to three times as much; 0 = any number will do; default 300
     * @param sharedBy clients of one window that must want more before a limit is raised for what happened lately, at
     *     least 1; default 2
     * @param spread how many times the demand of the median client counts at most, at least 1: what fewer than half of
     *     all clients do moves no limit further than that; default 12
     */
    public record Votes(int minimumClients, int enoughClients, int sharedBy, double spread) {
        public Votes {
            require(minimumClients >= 0, "the minimum of clients must be at least 0", minimumClients);
            require(enoughClients >= 0, "enough clients must be at least 0", enoughClients);
            require(sharedBy >= 1, "demand must be shared by at least 1 client", sharedBy);
            require(spread >= 1 && spread <= 1000, "the spread must be 1 to 1000", spread);
        }
    }

    /**
     * Quick to learn that more is needed, slow to forget it.
     *
     * @param windows windows with clients that are remembered, 1 to 100, and more where those have had too few clients: a
     *     limit is lowered to what nearly all of them agree on; default 12
     * @param latest of them, those whose median raises a limit, at most {@code windows}; 0 = all that are remembered;
     *     default 3
     * @param attackShare share of all attempts that a limit refuses, above 0, from which a window may be an attack;
     *     default 0.10
     * @param attackRatio how many times the limit somebody must have tried in such a window for it to be one, at least 1;
     *     default 3
     */
    public record Memory(int windows, int latest, double attackShare, double attackRatio) {
        /** Windows that are remembered at most. */
        public static final int LONGEST = 100;

        public Memory {
            require(windows >= 1 && windows <= LONGEST, "windows must be 1 to " + LONGEST, windows);
            require(latest >= 0 && latest <= windows, "the latest windows must be 0 to " + windows, latest);
            require(attackShare > 0 && attackShare <= 1, "the share of an attack must be above 0 and at most 1",
                    attackShare);
            require(attackRatio >= 1, "the ratio of an attack must be at least 1", attackRatio);
        }
    }

    /**
     * All are shares of the effective limit.
     *
     * @param deadBand distance within which nothing changes; 0 = none; default 0.10
     * @param maxRaise the largest raise at once, above 0; default 0.10
     * @param maxRelief the largest raise at once while most clients want more than the limit and are refused; default
     *     1.0, which doubles it
     * @param maxLower the largest cut at once, above 0 and below 1; default 0.20
     */
    public record Steps(double deadBand, double maxRaise, double maxRelief, double maxLower) {
        public Steps {
            require(deadBand >= 0 && deadBand < 1, "the dead band must be at least 0 and below 1", deadBand);
            require(maxRaise > 0 && maxRaise <= 1, "the largest raise must be above 0 and at most 1", maxRaise);
            require(maxRelief >= maxRaise && maxRelief <= 10, "relief must be at least the largest raise, at most 10",
                    maxRelief);
            require(maxLower > 0 && maxLower < 1, "the largest cut must be above 0 and below 1", maxLower);
        }
    }

    private static void require(boolean holds, String rule, Number value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }

    /**
     * The patterns that count: the latest {@link Memory#windows()}, and as many before them as it takes to have seen
     * {@link Votes#minimumClients()}, at most {@link Memory#LONGEST} altogether.
     *
     * @param patterns of one scope, oldest first
     */
    public List<UsagePattern> remembered(List<UsagePattern> patterns) {
        int first = patterns.size();
        long clients = 0;
        while (first > 0 && isWanted(patterns.size() - first, clients)) {
            first--;
            clients += patterns.get(first).clients();
        }
        return patterns.subList(first, patterns.size());
    }

    private boolean isWanted(int windows, long clients) {
        return windows < memory.windows() || (clients < votes.minimumClients() && windows < Memory.LONGEST);
    }

    public TuningPolicy withHeadroom(double newHeadroom) {
        return new TuningPolicy(quantile, newHeadroom, votes, memory, steps, floor, ceiling, autonomy);
    }

    public TuningPolicy withMinimumClients(int newMinimum) {
        return new TuningPolicy(quantile, headroom,
                new Votes(newMinimum, votes.enoughClients(), votes.sharedBy(), votes.spread()), memory,
                steps, floor, ceiling, autonomy);
    }

    /**
     * For a number that is tried before it counts: all windows that are remembered are evidence, and how much it leaves to
     * those who have not been seen yet is found out in shadow.
     */
    TuningPolicy forCandidates(double trialHeadroom, int least) {
        return new TuningPolicy(quantile, trialHeadroom,
                new Votes(votes.minimumClients(), 0, votes.sharedBy(), votes.spread()),
                new Memory(memory.windows(), 0, memory.attackShare(), memory.attackRatio()), steps,
                floor, ceiling, autonomy).withFloor(least);
    }

    /** With a floor that is at least this. */
    TuningPolicy withFloor(int least) {
        int higher = Math.max(floor, least);
        return withBounds(higher, Math.max(ceiling, higher));
    }

    public TuningPolicy withAutonomy(Autonomy newAutonomy) {
        return new TuningPolicy(quantile, headroom, votes, memory, steps, floor, ceiling, newAutonomy);
    }

    public TuningPolicy withBounds(int newFloor, int newCeiling) {
        return new TuningPolicy(quantile, headroom, votes, memory, steps, newFloor, newCeiling,
                autonomy);
    }
}
