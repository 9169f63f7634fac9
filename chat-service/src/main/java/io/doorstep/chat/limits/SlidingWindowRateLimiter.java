package io.doorstep.chat.limits;

import io.doorstep.events.RateLimit;
import io.github.resilience4j.core.EventConsumer;
import io.github.resilience4j.core.EventProcessor;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.event.RateLimiterEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnFailureEvent;
import io.github.resilience4j.ratelimiter.event.RateLimiterOnSuccessEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A Resilience4j limiter that is exact over any window of its length, where the stock one counts in fixed cycles and lets
 * twice the limit through across a boundary. A changed limit works from the next permit on.
 */
final class SlidingWindowRateLimiter implements RateLimiter {
    private final String name;
    private final LongSupplier clockMs;
    private final SlidingWindow window = new SlidingWindow();
    private volatile RateLimiterConfig config;
    private volatile @Nullable Events events;

    /** @param clockMs a clock in milliseconds that never goes back */
    SlidingWindowRateLimiter(String name, RateLimiterConfig config, LongSupplier clockMs) {
        this.name = name;
        this.config = config;
        this.clockMs = clockMs;
    }

    /** How long until a permit is granted, in milliseconds; 0: it was granted by this call. Never waits. */
    long tryAcquire() {
        long granted = reserve(1, 0);
        publish(granted >= 0, 1);
        return Math.max(0, -granted);
    }

    /** As {@link #tryAcquire}, but takes nothing. */
    long millisUntilPermit() {
        synchronized (window) {
            RateLimiterConfig now = config;
            return window.millisUntilGranted(1, now.getLimitForPeriod(), now.getLimitRefreshPeriod().toMillis(),
                    clockMs.getAsLong());
        }
    }

    private long reserve(int permits, long timeoutMs) {
        synchronized (window) {
            RateLimiterConfig now = config;
            return window.tryReserve(permits, now.getLimitForPeriod(), now.getLimitRefreshPeriod().toMillis(),
                    clockMs.getAsLong(), timeoutMs);
        }
    }

    @Override
    public boolean acquirePermission(int permits) {
        Duration timeout = config.getTimeoutDuration();
        long granted = reserve(permits, timeout.toMillis());
        publish(granted >= 0, permits);
        return granted == 0 || (waitFor(granted > 0 ? granted : timeout.toMillis()) && granted > 0);
    }

    private boolean waitFor(long millis) {
        long deadline = clockMs.getAsLong() + millis;
        for (long left = millis; left > 0; left = deadline - clockMs.getAsLong()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(left));
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long reservePermission(int permits) {
        long granted = reserve(permits, config.getTimeoutDuration().toMillis());
        publish(granted >= 0, permits);
        return granted < 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(granted);
    }

    @Override
    public void drainPermissions() {
        synchronized (window) {
            int available = getMetrics().getAvailablePermissions();
            if (available > 0) {
                reserve(available, 0);
            }
        }
    }

    void change(RateLimit limit) {
        config = RateLimiterConfig.from(config).limitForPeriod(limit.limit()).limitRefreshPeriod(limit.window())
                .build();
    }

    @Override
    public void changeTimeoutDuration(Duration timeout) {
        config = RateLimiterConfig.from(config).timeoutDuration(timeout).build();
    }

    @Override
    public void changeLimitForPeriod(int limit) {
        config = RateLimiterConfig.from(config).limitForPeriod(limit).build();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public RateLimiterConfig getRateLimiterConfig() {
        return config;
    }

    @Override
    public Map<String, String> getTags() {
        return Map.of();
    }

    @Override
    public Metrics getMetrics() {
        return new Metrics() {
            @Override
            public int getNumberOfWaitingThreads() {
                return 0;
            }

            @Override
            public int getAvailablePermissions() {
                synchronized (window) {
                    return window.available(config.getLimitForPeriod(), config.getLimitRefreshPeriod().toMillis(),
                            clockMs.getAsLong());
                }
            }
        };
    }

    @Override
    public EventPublisher getEventPublisher() {
        synchronized (window) {
            Events current = events;
            if (current == null) {
                current = new Events();
                events = current;
            }
            return current;
        }
    }

    private void publish(boolean granted, int permits) {
        Events listening = events;
        if (listening != null && listening.hasConsumers()) {
            listening.publish(granted
                    ? new RateLimiterOnSuccessEvent(name, permits)
                    : new RateLimiterOnFailureEvent(name, permits));
        }
    }

    private static final class Events extends EventProcessor<RateLimiterEvent> implements EventPublisher {

        @Override
        public EventPublisher onSuccess(EventConsumer<RateLimiterOnSuccessEvent> consumer) {
            registerConsumer(RateLimiterOnSuccessEvent.class.getName(), consumer);
            return this;
        }

        @Override
        public EventPublisher onFailure(EventConsumer<RateLimiterOnFailureEvent> consumer) {
            registerConsumer(RateLimiterOnFailureEvent.class.getName(), consumer);
            return this;
        }

        void publish(RateLimiterEvent event) {
            processEvent(event);
        }
    }
}
