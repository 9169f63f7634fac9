package io.doorstep.benchmarks.evaluation;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Scope;
import java.util.List;

/** The door's limiter and its effective limits, on the clock of the attempts. */
final class VirtualDoor {
    /** The chat service's own bounds for what it is told. */
    private static final LimitBounds BOUNDS = new LimitBounds(5, 1000);
    private static final long CAPACITY = 5_000_000;
    private static final String REASON = "evaluation";

    private final PlayedLimit limit;
    private final EffectiveLimits effectiveLimits;
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(this::nowMs), CAPACITY);
    private long nowMs;
    private long revision;
    private long changes;

    VirtualDoor(PlayedLimit limit, Limits configured) {
        this.limit = limit;
        effectiveLimits = new EffectiveLimits(configured, BOUNDS);
    }

    private long nowMs() {
        return nowMs;
    }

    /** @param isThrottled whether its client has the strict number */
    Answer knock(Attempt attempt, boolean isThrottled) {
        nowMs = attempt.timeMs();
        ClientLimits now = effectiveLimits.byDefault();
        RateLimit rate = limit.rate(now.limits());
        int candidate = candidate(now);
        if (isThrottled) {
            rate = rate.withLimit(Math.min(candidate, limit.strict()));
            candidate = rate.limit();
        }
        return new Answer(limiters.tryAcquire(limit.limitName(), limit.subject(address(attempt.client())), rate,
                candidate), rate, candidate);
    }

    private int candidate(ClientLimits now) {
        Limits tried = now.candidate();
        return limit.number(tried == null ? now.limits() : tried);
    }

    /** In 10.0.0.0/8 and beyond, a network apart from its neighbours. */
    private static ClientKey address(int client) {
        return ClientKey.ofAddress(
                (10 + (client >>> 24)) + "." + (client & 255) + "." + (client >> 8 & 255) + "." + (client >> 16 & 255));
    }

    /** The effective number. */
    int number() {
        return limit.number(limits());
    }

    Limits limits() {
        return effectiveLimits.byDefault().limits();
    }

    /** Puts effective limits, within the bounds of the chat service, and a candidate beside them. */
    void revise(Plan plan) {
        changes += plan.limits().equals(limits()) ? 0 : 1;
        revision++;
        effectiveLimits.apply(
                new LimitsRevised(Scope.DEFAULT, revision, revision - 1, plan.limits(), REASON, REASON, List.of(),
                        null, plan.candidate(), null));
    }

    /** How often the effective limits have changed. */
    long revisions() {
        return changes;
    }

    /** What the chat service does now and then. */
    void sweep() {
        limiters.sweep();
    }
}
