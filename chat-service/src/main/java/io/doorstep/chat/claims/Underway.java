package io.doorstep.chat.claims;

import org.jspecify.annotations.Nullable;

/**
 * A record of this instance that it has not read back.
 *
 * @param number 0 where it has not been written
 * @param client that it is about; absent where it is about none
 * @param place that it is about; absent where it is about none
 * @param atMs when that was let in, by the time of the log
 * @param sinceMs when it was written, by the clock of the instance
 */
record Underway(Kind kind, long number, @Nullable ClientUse client, @Nullable Place place, long atMs, long sinceMs) {

    enum Kind {
        CLAIMED,
        TOLD,
        RELEASED,
        HELD,
        RESET,
        ALIVE
    }
}
