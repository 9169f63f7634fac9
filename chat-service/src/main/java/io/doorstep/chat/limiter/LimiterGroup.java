package io.doorstep.chat.limiter;

import io.doorstep.events.RateLimit;
import io.github.resilience4j.core.EventConsumer;
import io.github.resilience4j.core.EventProcessor;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.event.RateLimiterEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnFailureEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnSuccessEvent;
import java.util.function.LongSupplier;

/**
 * What all limiters of one limit share: their name, their clock, their configurations and whoever listens. A limiter
 * itself holds but its history, since there are as many as clients.
 */
final class LimiterGroup {
    private final String name;
    private final LongSupplier clockMs;
    private final Events events = new Events();
    private final Terms base;
    private volatile Terms latest;

    /**
     * @param config of a limiter that has no other
     * @param clockMs a clock in milliseconds that never goes back
     */
    LimiterGroup(String name, RateLimiterConfig config, LongSupplier clockMs) {
        this.name = name;
        this.clockMs = clockMs;
        this.base = Terms.of(config);
        this.latest = base;
    }

    String name() {
        return name;
    }

    long nowMs() {
        return clockMs.getAsLong();
    }

    /** This limit with all else as the family has it: the same object for limiter after limiter. */
    Terms terms(RateLimit limit) {
        Terms terms = latest;
        if (!terms.enforces(limit)) {
            terms = base.with(limit);
            latest = terms;
        }
        return terms;
    }

    RateLimiter.EventPublisher events() {
        return events;
    }

    /** Costs a look at a flag where nobody listens. */
    void publish(boolean granted, int permits) {
        if (events.hasConsumers()) {
            publish(granted
                    ? new RateLimiterOnSuccessEvent(name, permits)
                    : new RateLimiterOnFailureEvent(name, permits));
        }
    }

    void publish(RateLimiterEvent event) {
        events.publish(event);
    }

    /** A Resilience4j configuration, with the numbers of it that a decision needs. */
    record Terms(RateLimiterConfig config, int limit, long windowMs, long timeoutMs) {

        static Terms of(RateLimiterConfig config) {
            return new Terms(config, config.getLimitForPeriod(), config.getLimitRefreshPeriod().toMillis(),
                    config.getTimeoutDuration().toMillis());
        }

        Terms with(RateLimit rate) {
            return of(RateLimiterConfig.from(config).limitForPeriod(rate.limit()).limitRefreshPeriod(rate.window())
                    .build());
        }

        boolean enforces(RateLimit rate) {
            return limit == rate.limit() && windowMs == rate.windowMs();
        }
    }

    private static final class Events extends EventProcessor<RateLimiterEvent> implements RateLimiter.EventPublisher {

        @Override
        public RateLimiter.EventPublisher onSuccess(EventConsumer<RateLimiterOnSuccessEvent> consumer) {
            registerConsumer(RateLimiterOnSuccessEvent.class.getName(), consumer);
            return this;
        }

        @Override
        public RateLimiter.EventPublisher onFailure(EventConsumer<RateLimiterOnFailureEvent> consumer) {
            registerConsumer(RateLimiterOnFailureEvent.class.getName(), consumer);
            return this;
        }

        void publish(RateLimiterEvent event) {
            processEvent(event);
        }
    }
}
