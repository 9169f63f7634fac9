package io.doorstep.chat.kafka.follow;

import java.time.Duration;

/** How far the limits that were revised before this start are known here. */
public interface RevisionsStatus {

    /** Whether all of them have been read, or there are none. */
    boolean areRead();

    /** Leases since the start that ended without having been renewed. */
    long lapsed();

    /**
     * Waits until they are, for so long at most.
     *
     * @return whether they are
     */
    boolean awaitRead(Duration within) throws InterruptedException;
}
