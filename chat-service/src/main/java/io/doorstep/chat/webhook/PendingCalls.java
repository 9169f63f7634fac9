package io.doorstep.chat.webhook;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Messages that a webhook is yet to be told, by when, up to a number. Thread-safe. */
final class PendingCalls {
    private final int most;
    private final PriorityQueue<Pending> waiting = new PriorityQueue<>(Comparator.comparing(Pending::due));

    PendingCalls(int most) {
        this.most = most;
    }

    /** @param made calls so far */
    record Pending(WebhookMessage message, int made, Instant due) {}

    /** False where there is no room for it. */
    synchronized boolean add(Pending pending) {
        return waiting.size() < most && waiting.add(pending);
    }

    /** Takes the one that is due longest; empty where none is. */
    synchronized Optional<Pending> takeDue(Instant now) {
        Pending first = waiting.peek();
        if (first == null || first.due().isAfter(now)) {
            return Optional.empty();
        }
        return Optional.ofNullable(waiting.poll());
    }

    synchronized int size() {
        return waiting.size();
    }
}
