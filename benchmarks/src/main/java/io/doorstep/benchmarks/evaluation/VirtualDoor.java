package io.doorstep.benchmarks.evaluation;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limits.Acquisition;
import io.doorstep.chat.limits.LimitBook;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.limits.LimiterFactory;
import io.doorstep.chat.limits.Limiters;
import io.doorstep.chat.limits.Limiters.Subject;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door's limiter of connection rates and its book of limits, on the clock of the attempts. */
final class VirtualDoor {
    /** The chat service's own bounds for what it is told. */
    private static final LimitBounds BOUNDS = new LimitBounds(5, 1000);
    private static final long CAPACITY = 5_000_000;
    private static final String REASON = "evaluation";

    private final LimitBook book;
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(this::nowMs), CAPACITY);
    private final Limiters shadows = new Limiters(LimiterFactory.slidingWindow(this::nowMs), CAPACITY);
    private @Nullable RateLimit candidate;
    private long nowMs;
    private long revision;

    VirtualDoor(Limits configured) {
        book = new LimitBook(configured, BOUNDS);
    }

    private long nowMs() {
        return nowMs;
    }

    Answer knock(Attempt attempt) {
        nowMs = attempt.timeMs();
        Subject client = Subject.of(address(attempt.client()));
        Acquisition acquisition = limiters.tryAcquire(LimitName.CONNECTION_RATE, client, rate());
        boolean letIn = acquisition instanceof Acquisition.Granted;
        return new Answer(acquisition, letIn && wouldReject(client));
    }

    private boolean wouldReject(Subject client) {
        RateLimit tried = candidate;
        return shadows.tryAcquire(LimitName.CONNECTION_RATE, client,
                tried == null ? rate() : tried) instanceof Acquisition.Refused && tried != null;
    }

    /** @param wouldReject whether the candidate would have refused what was let in */
    record Answer(Acquisition acquisition, boolean wouldReject) {}

    /** In 10.0.0.0/8 and beyond, a network apart from its neighbours. */
    private static ClientKey address(int client) {
        return ClientKey.ofAddress(
                (10 + (client >>> 24)) + "." + (client & 255) + "." + (client >> 8 & 255) + "." + (client >> 16 & 255));
    }

    RateLimit rate() {
        return limits().connectionRate();
    }

    Limits limits() {
        return book.byDefault().limits();
    }

    /** Puts limits in force, within the bounds of the chat service, and a candidate beside them. */
    void revise(Plan plan) {
        candidate = plan.candidate() == null ? null : plan.candidate().connectionRate();
        Limits limits = plan.limits();
        if (limits.equals(limits())) {
            return;
        }
        revision++;
        book.apply(new LimitsRevised(Scope.DEFAULT, revision, revision - 1, limits, REASON, REASON, List.of()));
    }

    /** How many revisions came. */
    long revisions() {
        return revision;
    }

    /** What the chat service does now and then. */
    void sweep() {
        limiters.sweep();
        shadows.sweep();
    }
}
