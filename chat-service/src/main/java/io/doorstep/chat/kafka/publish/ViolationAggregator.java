package io.doorstep.chat.kafka.publish;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The refusals that have not been published yet, counted per client, reason, product and second, so that what is published
 * grows with the clients that are refused and not with how often they try.
 */
final class ViolationAggregator {
    private final WindowedAggregator<Client, RejectionCounts> held;

    /** @param capacity clients held at most, per second that has not been taken */
    ViolationAggregator(int capacity) {
        this.held = new WindowedAggregator<>(Duration.ofSeconds(1), capacity, _ -> new RejectionCounts());
    }

    /** False where there is no room for another client: the refusal was not counted. */
    boolean add(Instant time, Client client, @Nullable String productId, Rejection rejection, long limitsRevision) {
        return held.add(time, client, refusals -> refusals.add(time, productId, rejection, limitsRevision));
    }

    /** Takes the violations of the seconds that were over at this time. */
    List<PendingEvent> takeUntil(Instant time) {
        return held.takeUntil(time).stream()
                .flatMap(sum -> sum.value().list().stream().map(refusal -> outgoing(sum.key(), refusal))).toList();
    }

    private static PendingEvent outgoing(Client client, RejectionCounts.Refusal refusal) {
        Rejection latest = refusal.latest();
        return new PendingEvent(refusal.first(),
                pseudonyms -> new Violation(pseudonyms.of(client.key()), latest.code(), refusal.count(),
                        latest.limitName(), latest.limit(), latest.windowMs(), latest.retryAfterMs(),
                        refusal.productId(), client.tier(), client.country(), refusal.limitsRevision(),
                        Violation.NETWORK.equals(latest.scope()) ? Violation.NETWORK : null));
    }
}
