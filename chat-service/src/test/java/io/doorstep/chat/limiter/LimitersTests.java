package io.doorstep.chat.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.Limiters.Subject;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitersTests {
    private static final RateLimit TWO = RateLimit.of(2, Duration.ofMinutes(5));

    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 1000);

    private static Subject subject(String address) {
        return Subject.of(ClientKey.ofAddress(address));
    }

    /** Milliseconds to wait; 0 where a permit was taken. */
    private static long acquire(Limiters limiters, LimitName name, Subject subject, RateLimit limit) {
        return limiters.tryAcquire(name, subject, limit) instanceof Acquisition.Refused(long wait) ? wait : 0;
    }

    private long acquire(String address, RateLimit limit) {
        return acquire(limiters, LimitName.CONNECTION_RATE, subject(address), limit);
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
            assertThat(limiters.millisUntilPermit(LimitName.CONNECTION_RATE, subject("a"), TWO)).isZero();
        }
        assertThat(acquire("a", TWO)).isZero();
        assertThat(acquire("a", TWO)).isZero();
        assertThat(limiters.millisUntilPermit(LimitName.CONNECTION_RATE, subject("a"), TWO)).isPositive();
    }

    private boolean isRefusedInShadow(Limiters by, RateLimit limit, int candidate) {
        return ((Acquisition.Granted) by.tryAcquire(LimitName.CONNECTION_RATE, subject("a"), limit, candidate))
                .refusedByCandidate();
    }

    @Test
    void aCandidate_refusesNobody_andTellsWhomItWouldHave() {
        RateLimit ten = TWO.withLimit(10);
        assertThat(isRefusedInShadow(limiters, ten, 1)).isFalse();
        assertThat(isRefusedInShadow(limiters, ten, 1)).isTrue();
        assertThat(isRefusedInShadow(limiters, ten, 2)).isFalse();
        assertThat(limiters.used(LimitName.CONNECTION_RATE, subject("a"), ten)).isEqualTo(3);
        assertThat(limiters.refusedByCandidate(LimitName.CONNECTION_RATE, subject("a"), ten)).isEqualTo(1);
        assertThat(limiters.used(LimitName.CONNECTION_RATE, subject("b"), ten)).isZero();
        assertThat(limiters.refusedByCandidate(LimitName.CONNECTION_RATE, subject("b"), ten)).isZero();
    }

    @Test
    void fixedCycle_hasNoShadow() {
        Limiters stock = new Limiters(LimiterFactory.fixedCycle(), 1000);
        assertThat(isRefusedInShadow(stock, TWO, 1)).isFalse();
        assertThat(isRefusedInShadow(stock, TWO, 1)).isFalse();
        assertThat(stock.used(LimitName.CONNECTION_RATE, subject("a"), TWO)).isEqualTo(2);
        assertThat(stock.refusedByCandidate(LimitName.CONNECTION_RATE, subject("a"), TWO)).isZero();
    }

    @Test
    void newcomers_shareALimiterWithTheirNetwork_whenTheStoreIsFull() {
        Limiters small = new Limiters(LimiterFactory.slidingWindow(), 10);
        IntStream.range(0, 10)
                .forEach(i -> acquire(small, LimitName.CONNECTION_RATE, subject("198.51.100." + i), TWO));
        List<Long> waits = IntStream.range(0, 50)
                .mapToObj(i -> acquire(small, LimitName.CONNECTION_RATE, subject("192.0.2." + i), TWO)).toList();
        assertThat(waits.stream().filter(wait -> wait == 0)).hasSize(2);
        assertThat(small.size()).isEqualTo(10);
        assertThat(small.population().shared()).isEqualTo(50);
        assertThat(acquire(small, LimitName.CONNECTION_RATE, subject("203.0.113.1"), TWO))
                .as("another network has a budget of its own").isZero();
        assertThat(acquire(small, LimitName.CONNECTION_RATE, subject("198.51.100.1"), TWO))
                .as("the known keep their own").isZero();
        assertThat(small.millisUntilPermit(LimitName.CONNECTION_RATE, subject("192.0.2.99"), TWO)).isPositive();
    }

    @Test
    void sweep_forgetsTheIdle_afterTwiceTheirWindow_andNobodyElse() {
        AtomicLong now = new AtomicLong(1000);
        Limiters ticking = new Limiters(LimiterFactory.slidingWindow(now::get), 10);
        acquire(ticking, LimitName.CONNECTION_RATE, subject("a"), TWO);
        now.addAndGet(2 * TWO.windowMs() - 1);
        acquire(ticking, LimitName.CONNECTION_RATE, subject("b"), TWO);
        assertThat(ticking.sweep()).isZero();
        now.incrementAndGet();
        assertThat(ticking.sweep()).isEqualTo(1);
        assertThat(ticking.size()).isEqualTo(1);
        acquire(ticking, LimitName.CONNECTION_RATE, subject("a"), TWO);
        assertThat(ticking.size()).isEqualTo(2);
    }

    @Test
    void millisUntilPermit_makesNoLimiter() {
        limiters.millisUntilPermit(LimitName.CONNECTION_RATE, subject("a"), TWO);
        assertThat(limiters.size()).isZero();
        assertThat(limiters.available(LimitName.CONNECTION_RATE, subject("a"), TWO)).isEqualTo(2);
    }

    @Test
    void aLimiterThatFails_isAnAnswer_andRefusesNobody() {
        Limiters broken = new Limiters((_, _) -> {
            throw new IllegalStateException("broken");
        }, 10);
        assertThat(broken.tryAcquire(LimitName.CONNECTION_RATE, subject("a"), TWO))
                .isInstanceOfSatisfying(Acquisition.Failed.class, failed -> {
                    assertThat(failed.part()).isEqualTo("connection_rate");
                    assertThat(failed.error()).hasMessage("broken");
                });
        assertThat(broken.tryAcquire(LimitName.MESSAGE_RATE, Subject.ofNetwork(ClientKey.ofAddress("b")), TWO))
                .isInstanceOfSatisfying(Acquisition.Failed.class,
                        failed -> assertThat(failed.part()).isEqualTo("message_rate_of_network"));
        assertThat(broken.size()).isZero();
    }

    @Test
    void anObstacle_isTheWait_andNoneWhereAPermitIs() {
        assertThat(limiters.obstacle(LimitName.CONNECTION_RATE, subject("a"), TWO)).isNull();
        acquire("a", TWO);
        acquire("a", TWO);
        assertThat(limiters.obstacle(LimitName.CONNECTION_RATE, subject("a"), TWO))
                .isInstanceOfSatisfying(Acquisition.Refused.class,
                        refused -> assertThat(refused.waitMs()).isBetween(299_000L, 300_000L));
    }

    @Test
    void reset_forgetsOneClientWithItsSessions_orAll() {
        acquire("192.0.2.1", TWO);
        acquire(limiters, LimitName.MESSAGE_RATE, Subject.of(ClientKey.ofAddress("192.0.2.1"), "11/s"), TWO);
        acquire("192.0.2.10", TWO);
        assertThat(limiters.reset(ClientKey.ofAddress("192.0.2.1"))).isEqualTo(2);
        assertThat(limiters.reset()).isEqualTo(1);
        assertThat(limiters.size()).isZero();
    }

    @Test
    void fixedCycle_letsTwiceTheLimitThroughAcrossABoundary_slidingWindowDoesNot() {
        RateLimit ten = new RateLimit(10, 60_000);
        AtomicLong nanos = new AtomicLong();
        var config = RateLimiterConfig.custom().limitForPeriod(10).limitRefreshPeriod(ten.window())
                .timeoutDuration(Duration.ZERO).build();
        var stock = new AtomicRateLimiter("stock", config, Map.of(), nanos::get);
        var exact = LimiterFactory.slidingWindow(() -> nanos.get() / 1_000_000).create("exact", ten);
        int[] granted = new int[2];
        for (long ms : List.of(59_999L, 60_001L)) {
            nanos.set(ms * 1_000_000);
            for (int i = 0; i < 10; i++) {
                granted[0] += stock.acquirePermission() ? 1 : 0;
                granted[1] += exact.acquirePermission() ? 1 : 0;
            }
        }
        assertThat(granted).containsExactly(20, 10);
    }

    @Test
    void fixedCycle_isResilience4jsOwn() {
        Limiters stock = new Limiters(LimiterFactory.fixedCycle(), 1000);
        assertThat(acquire(stock, LimitName.CONNECTION_RATE, subject("a"), TWO)).isZero();
        assertThat(acquire(stock, LimitName.CONNECTION_RATE, subject("a"), TWO)).isZero();
        assertThat(acquire(stock, LimitName.CONNECTION_RATE, subject("a"), TWO)).isBetween(1L, 300_001L);
        assertThat(stock.millisUntilPermit(LimitName.CONNECTION_RATE, subject("a"), TWO)).isBetween(1L, 300_001L);
    }

    @Test
    void fixedCycle_isReplaced_underAnotherWindow() {
        Limiters stock = new Limiters(LimiterFactory.fixedCycle(), 1000);
        acquire(stock, LimitName.CONNECTION_RATE, subject("a"), TWO);
        acquire(stock, LimitName.CONNECTION_RATE, subject("a"), TWO);
        assertThat(acquire(stock, LimitName.CONNECTION_RATE, subject("a"), TWO)).isPositive();
        assertThat(acquire(stock, LimitName.CONNECTION_RATE, subject("a"), RateLimit.of(2, Duration.ofHours(1))))
                .isZero();
        assertThat(stock.size()).isEqualTo(1);
        assertThat(stock.sweep()).as("one permit is used").isZero();
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
        assertThat(heard).containsExactly("SUCCESSFUL_ACQUIRE", "FAILED_ACQUIRE", "SUCCESSFUL_ACQUIRE",
                "FAILED_ACQUIRE");
    }

    @Test
    void slidingWindow_waitsAsItsConfigurationSays() {
        RateLimiter limiter = LimiterFactory.slidingWindow().create("a", new RateLimit(1, 50));
        limiter.changeTimeoutDuration(Duration.ofSeconds(2));
        assertThat(limiter.acquirePermission()).isTrue();
        assertThat(limiter.acquirePermission()).as("after 50 ms").isTrue();
        assertThat(limiter.reservePermission()).isBetween(1L, Duration.ofMillis(50).toNanos());
        limiter.changeTimeoutDuration(Duration.ofMillis(1));
        assertThat(limiter.acquirePermission()).isFalse();
        assertThat(limiter.getMetrics().getNumberOfWaitingThreads()).isZero();
    }

    @Test
    void slidingWindow_drains_whenItsConfigurationSaysSo() {
        var config = RateLimiterConfig.custom().limitForPeriod(2).limitRefreshPeriod(TWO.window())
                .drainPermissionsOnResult(Either::isLeft).build();
        var draining = new SlidingWindowRateLimiter(new LimiterGroup("a", config, () -> 0),
                LimiterGroup.Terms.of(config));
        draining.onResult("fine");
        assertThat(draining.getMetrics().getAvailablePermissions()).isEqualTo(2);
        draining.onError(new IllegalStateException("overloaded"));
        assertThat(draining.getMetrics().getAvailablePermissions()).isZero();
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
