package io.doorstep.chat.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitersTests {
    private static final RateLimit TWO = RateLimit.of(2, Duration.ofMinutes(5));

    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 1000);

    private long acquire(String subject, RateLimit limit) {
        return limiters.tryAcquire(LimitName.CONNECTION_RATE, subject, limit);
    }

    @Test
    void tryAcquire_tellsTheWait_whenTheLimitIsReached() {
        assertThat(acquire("a", TWO)).isZero();
        assertThat(acquire("a", TWO)).isZero();
        assertThat(acquire("a", TWO)).isBetween(299_000L, 300_000L);
        assertThat(acquire("b", TWO)).isZero();
    }

    @Test
    void tryAcquire_adoptsAChangedLimitAtOnce() {
        acquire("a", TWO);
        acquire("a", TWO);
        assertThat(acquire("a", TWO.withLimit(3))).isZero();
        assertThat(acquire("a", TWO.withLimit(3))).isPositive();
        assertThat(acquire("a", RateLimit.of(3, Duration.ofHours(1)))).isGreaterThan(3_590_000);
    }

    @Test
    void millisUntilPermit_takesNothing() {
        for (int i = 0; i < 5; i++) {
            assertThat(limiters.millisUntilPermit(LimitName.CONNECTION_RATE, "a", TWO)).isZero();
        }
        assertThat(acquire("a", TWO)).isZero();
        assertThat(acquire("a", TWO)).isZero();
        assertThat(limiters.millisUntilPermit(LimitName.CONNECTION_RATE, "a", TWO)).isPositive();
    }

    @Test
    void newcomers_shareOneLimiter_whenTheStoreIsFull() {
        Limiters small = new Limiters(LimiterFactory.slidingWindow(), 10);
        IntStream.range(0, 10).forEach(i -> small.tryAcquire(LimitName.CONNECTION_RATE, "early" + i, TWO));
        List<Long> waits = IntStream.range(0, 50)
                .mapToObj(i -> small.tryAcquire(LimitName.CONNECTION_RATE, "late" + i, TWO)).toList();
        assertThat(waits.stream().filter(wait -> wait == 0)).hasSize(2);
        assertThat(small.size()).isLessThanOrEqualTo(11);
        assertThat(small.tryAcquire(LimitName.CONNECTION_RATE, "early1", TWO)).as("the known keep their own").isZero();
    }

    @Test
    void reset_forgetsOneClientWithItsSessions_orAll() {
        acquire("ip:192.0.2.1", TWO);
        limiters.tryAcquire(LimitName.MESSAGE_RATE, "ip:192.0.2.1 11/s", TWO);
        acquire("ip:192.0.2.10", TWO);
        assertThat(limiters.reset("ip:192.0.2.1")).isEqualTo(2);
        assertThat(limiters.reset()).isEqualTo(1);
        assertThat(limiters.size()).isZero();
    }

    @Test
    void fixedCycle_isResilience4jsOwn() {
        Limiters stock = new Limiters(LimiterFactory.fixedCycle(), 1000);
        assertThat(stock.tryAcquire(LimitName.CONNECTION_RATE, "a", TWO)).isZero();
        assertThat(stock.tryAcquire(LimitName.CONNECTION_RATE, "a", TWO)).isZero();
        assertThat(stock.tryAcquire(LimitName.CONNECTION_RATE, "a", TWO)).isBetween(1L, 300_001L);
        assertThat(stock.millisUntilPermit(LimitName.CONNECTION_RATE, "a", TWO)).isBetween(1L, 300_001L);
    }

    @Test
    void slidingWindow_speaksResilience4j() {
        RateLimiter limiter = LimiterFactory.slidingWindow().create("a", TWO);
        List<String> heard = new ArrayList<>();
        limiter.getEventPublisher().onSuccess(event -> heard.add(event.getEventType().name()));
        limiter.getEventPublisher().onFailure(event -> heard.add(event.getEventType().name()));
        assertThat(RateLimiter.decorateSupplier(limiter, () -> "in").get()).isEqualTo("in");
        assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(1);
        assertThat(limiter.acquirePermission(2)).isFalse();
        assertThat(limiter.reservePermission(1)).isZero();
        assertThat(limiter.reservePermission(1)).isEqualTo(-1);
        limiter.changeLimitForPeriod(5);
        limiter.drainPermissions();
        assertThat(limiter.getMetrics().getAvailablePermissions()).isZero();
        assertThat(heard).contains("SUCCESSFUL_ACQUIRE", "FAILED_ACQUIRE");
    }

    @Test
    void tryAcquire_grantsExactlyTheLimit_toManyThreads() throws ExecutionException, InterruptedException {
        RateLimit hundred = RateLimit.of(100, Duration.ofHours(1));
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<Long>> waits = IntStream.range(0, 2000)
                    .mapToObj(_ -> threads.submit(() -> acquire("a", hundred)))
                    .toList();
            int granted = 0;
            for (Future<Long> wait : waits) {
                granted += wait.get() == 0 ? 1 : 0;
            }
            assertThat(granted).isEqualTo(100);
        }
    }
}
