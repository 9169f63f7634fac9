package io.doorstep.analytics.tuning;

/**
 * How the trial of a candidate goes.
 *
 * @param windows in a row in which it ran under the bar
 * @param good good clients in them, counted once per window
 * @param hit of them, those it would have refused
 * @param doubted whether it was over the bar in the last window: an attack that begins late in a window looks like good
 *     clients, so the next window decides
 */
public record CandidateTrial(int windows, long good, long hit, boolean doubted) {
    static final CandidateTrial NONE = new CandidateTrial(0, 0, 0, false);

    /** One more window. */
    CandidateTrial with(long moreGood, long moreHit) {
        return new CandidateTrial(windows + 1, good + moreGood, hit + moreHit, false);
    }

    CandidateTrial doubt(boolean doubt) {
        return new CandidateTrial(windows, good, hit, doubt);
    }
}
