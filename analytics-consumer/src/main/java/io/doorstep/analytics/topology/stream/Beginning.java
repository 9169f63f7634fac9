package io.doorstep.analytics.topology.stream;

import io.doorstep.analytics.topology.Replay;

/**
 * What new streams begin with.
 *
 * @param partitions of the two input topics
 * @param replay what is read again
 * @param hasNoLimits whether the topic of the limits is empty, as after it was deleted
 */
public record Beginning(int partitions, Replay replay, boolean hasNoLimits) {
    public static Beginning anew(int partitions) {
        return new Beginning(partitions, Replay.NONE, false);
    }
}
