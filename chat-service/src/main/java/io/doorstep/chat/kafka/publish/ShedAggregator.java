package io.doorstep.chat.kafka.publish;

import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.events.Shed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The upgrades that were shed and have not been published yet, counted per network and second. */
final class ShedAggregator {
    private final WindowedAggregator<String, Sheds> held;

    /** @param capacity networks held at most, per second that has not been taken */
    ShedAggregator(int capacity) {
        this.held = new WindowedAggregator<>(Duration.ofSeconds(1), capacity, Sheds::new);
    }

    /** False where there is no room for another network: the upgrade was not counted. */
    boolean add(Instant time, String prefix, long retryAfterMs) {
        return held.add(time, prefix, sheds -> sheds.add(retryAfterMs));
    }

    /** Takes the sheds of the seconds that were over at this time. */
    List<PendingEvent> takeUntil(Instant time) {
        return held.takeUntil(time).stream().map(sum -> outgoing(sum.key(), sum.value())).toList();
    }

    private static PendingEvent outgoing(String prefix, Sheds sheds) {
        return new PendingEvent(sheds.first,
                pseudonyms -> new Shed(pseudonyms.ofNetwork(prefix), sheds.count, sheds.retryAfterMs));
    }

    /** The sheds of one network within a second, with the wait that it was told last. */
    private static final class Sheds {
        private final Instant first;
        private long count;
        private long retryAfterMs;

        Sheds(Instant first) {
            this.first = first;
        }

        void add(long latestRetryAfterMs) {
            count++;
            retryAfterMs = latestRetryAfterMs;
        }
    }
}
