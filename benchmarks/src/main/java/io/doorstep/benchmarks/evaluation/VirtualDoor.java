package io.doorstep.benchmarks.evaluation;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limits.Acquisition;
import io.doorstep.chat.limits.LimitBook;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.limits.LimiterFactory;
import io.doorstep.chat.limits.Limiters;
import io.doorstep.chat.limits.LimitsInForce;
import io.doorstep.chat.limits.Limiters.Subject;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Scope;
import java.util.List;

/** The door's limiter of connection rates and its book of limits, on the clock of the attempts. */
final class VirtualDoor {
    /** The chat service's own bounds for what it is told. */
    private static final LimitBounds BOUNDS = new LimitBounds(5, 1000);
    private static final long CAPACITY = 5_000_000;
    private static final String REASON = "evaluation";

    private final LimitBook book;
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(this::nowMs), CAPACITY);
    private long nowMs;
    private long revision;
    private long changes;

    VirtualDoor(Limits configured) {
        book = new LimitBook(configured, BOUNDS);
    }

    private long nowMs() {
        return nowMs;
    }

    Acquisition knock(Attempt attempt) {
        nowMs = attempt.timeMs();
        LimitsInForce now = book.byDefault();
        return limiters.tryAcquire(LimitName.CONNECTION_RATE, Subject.of(address(attempt.client())),
                now.limits().connectionRate(), candidate(now));
    }

    private static int candidate(LimitsInForce now) {
        Limits tried = now.candidate();
        return (tried == null ? now.limits() : tried).connectionRate().limit();
    }

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
        changes += plan.limits().equals(limits()) ? 0 : 1;
        revision++;
        book.apply(new LimitsRevised(Scope.DEFAULT, revision, revision - 1, plan.limits(), REASON, REASON, List.of(),
                null, plan.candidate(), null));
    }

    /** How often the limits in force have changed. */
    long revisions() {
        return changes;
    }

    /** What the chat service does now and then. */
    void sweep() {
        limiters.sweep();
    }
}
