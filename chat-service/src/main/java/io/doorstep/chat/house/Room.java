package io.doorstep.chat.house;

import io.doorstep.support.log.OncePer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes room in a full house: has whoever has been idle longest leave. Where that fails, the house is as full as it is. */
final class Room {
    /** After it a socket was worth opening: no newcomer is sent away sooner. */
    static final Duration SHORTEST_STAY = Duration.ofSeconds(5);

    /** Of the places that can be made free. */
    static final int MOST_COUNTED = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final IdleStrangers strangers;
    private final LongAdder made = new LongAdder();
    private final OncePer failures = new OncePer(Duration.ofMinutes(1));

    /** @param nanos a clock that never goes back */
    Room(LongSupplier nanos) {
        this.strangers = new IdleStrangers(nanos, SHORTEST_STAY.toNanos());
    }

    IdleStrangers strangers() {
        return strangers;
    }

    /** Places that can be made free now; of many not all are counted. */
    int available() {
        return strangers.ready(MOST_COUNTED);
    }

    /** Whether somebody has left; the slot may have been taken by another attempt by then. */
    boolean make() {
        try {
            boolean left = strangers.makeRoom();
            if (left) {
                made.increment();
            }
            return left;
        } catch (RuntimeException e) {
            failures.run(times -> LOG.error("Room could not be made, {} times", times, e));
            return false;
        }
    }

    /** How often, since the start. */
    long made() {
        return made.sum();
    }
}
