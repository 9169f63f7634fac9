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
public record Shadow(int windows, long good, long hit, boolean doubted) {
    static final Shadow NONE = new Shadow(0, 0, 0, false);

    /** One more window. */
    Shadow with(long moreGood, long moreHit) {
        return new Shadow(windows + 1, good + moreGood, hit + moreHit, false);
    }

    Shadow doubt(boolean doubt) {
        return new Shadow(windows, good, hit, doubt);
    }
}
