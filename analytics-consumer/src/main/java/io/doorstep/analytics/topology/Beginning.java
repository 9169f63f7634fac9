package io.doorstep.analytics.topology;

/**
 * What new streams begin with.
 *
 * @param partitions of the two input topics
 * @param replay what is read again
 * @param hasNoLimits whether the topic of the limits is empty, as after it was deleted
 */
record Beginning(int partitions, Replay replay, boolean hasNoLimits) {
    static Beginning anew(int partitions) {
        return new Beginning(partitions, Replay.NONE, false);
    }
}
