package io.doorstep.chat.kafka.publish;

import io.doorstep.chat.admission.ShadowRejection;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.events.LimitName;
import io.doorstep.events.WouldReject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What candidates would have refused and has not been published yet, counted per client, limit, product and second. No
 * client has more products in it than the effective limits admit.
 */
final class ShadowRejectionAggregator {
    private final WindowedAggregator<Shadowed, Count> held;

    private record Shadowed(Client client, LimitName limitName, String productId) {}

    /** @param capacity clients, with one limit on one product each, held at most per second that has not been taken */
    ShadowRejectionAggregator(int capacity) {
        this.held = new WindowedAggregator<>(Duration.ofSeconds(1), capacity, Count::new);
    }

    /** False where there is no room for another: it was not counted. */
    boolean add(Instant time, Client client, String productId, ShadowRejection refusal) {
        return held.add(time, new Shadowed(client, refusal.limitName(), productId), count -> count.add(refusal));
    }

    /** Takes what is of the seconds that were over at this time. */
    List<PendingEvent> takeUntil(Instant time) {
        return held.takeUntil(time).stream().map(sum -> outgoing(sum.key(), sum.value())).toList();
    }

    private static PendingEvent outgoing(Shadowed of, Count count) {
        return new PendingEvent(count.first,
                pseudonyms -> new WouldReject(pseudonyms.of(of.client().key()), of.limitName(), count.count,
                        count.limit, count.windowMs, of.productId(), of.client().tier(), of.client().country(),
                        count.limitsRevision));
    }

    /** How often within a second, with the numbers of the candidate that would have refused last. */
    private static final class Count {
        private final Instant first;
        private long count;
        private int limit;
        private long windowMs;
        private long limitsRevision;

        Count(Instant first) {
            this.first = first;
        }

        void add(ShadowRejection latest) {
            count++;
            limit = latest.limit();
            windowMs = latest.windowMs();
            limitsRevision = latest.limitsRevision();
        }
    }
}
