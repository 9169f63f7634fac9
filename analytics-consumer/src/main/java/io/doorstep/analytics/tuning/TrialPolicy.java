package io.doorstep.analytics.tuning;

/**
 * When a candidate is put in force, and when it is taken back.
 *
 * @param headroom what the demand is multiplied by for a candidate, at least 1: less than for the limits in peace, since what
 *     a candidate would refuse is counted before it is enforced; default 1.25
 * @param depth share of the configured number below which nothing is tried, 0 to 1: what was configured is somebody's idea of
 *     ordinary use, and to have erred about it must not hurt much; default 0.36
 * @param windows windows in a row in which it ran in shadow under the bar before it may be enforced, at least 1; default 3
 * @param goodClients good clients in those windows, counted once per window, below which it is not enforced; default 60
 * @param bar share of the good clients that it may refuse, of a window and of all windows of its trial, 0 to 1; default 0.005. A single client never counts
 *     as more than the bar
 * @param jump share of the good clients of a window, above that of the window before it was enforced, from which it is
 *     rolled back, 0 to 1; default 0.01. A single client never counts as a jump
 * @param quiet windows in a row without an attack after which what was enforced is taken back, at least 1; default 3
 * @param rest windows after a roll back in which nothing is enforced, at least 0; default 12
 * @param refusedAttempts share of what the good clients asked for since it was enforced, in two windows or more, from which it
 *     is rolled back, 0 to 1; a single client is enough; default 0.001
 */
public record TrialPolicy(double headroom, double depth, int windows, int goodClients, double bar, double jump,
        int quiet, int rest, double refusedAttempts) {
    /** The defaults that each component names. */
    public static final TrialPolicy DEFAULTS = new TrialPolicy(1.25, 0.36, 3, 60, 0.005, 0.01, 3, 12, 0.001);

    public TrialPolicy {
        require(headroom >= 1 && headroom <= 1000, "the headroom of a trial must be 1 to 1000", headroom);
        require(depth >= 0 && depth <= 1, "the depth of a trial must be 0 to 1", depth);
        require(windows >= 1 && windows <= 1000, "a trial takes 1 to 1000 windows", windows);
        require(goodClients >= 0, "the good clients of a trial must be at least 0", goodClients);
        require(bar >= 0 && bar <= 1, "the bar must be 0 to 1", bar);
        require(jump >= 0 && jump <= 1, "the jump must be 0 to 1", jump);
        require(quiet >= 1 && quiet <= 1000, "an attack is over after 1 to 1000 quiet windows", quiet);
        require(refusedAttempts >= 0 && refusedAttempts <= 1, "the share of refused attempts must be 0 to 1",
                refusedAttempts);
        require(rest >= 0 && rest <= 1000, "the rest must be 0 to 1000 windows", rest);
    }

    /** Whether a number refuses more of the good clients than it may; a single one is never too many. */
    boolean isOver(long refused, long good) {
        return refused > 1 && good > 0 && (double) refused / good > bar;
    }

    private static void require(boolean holds, String rule, Number value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", not " + value);
        }
    }
}
