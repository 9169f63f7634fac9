package io.doorstep.chat.admission;

import static io.doorstep.chat.admission.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doorstep.chat.house.Permit;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionPoolTests {
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), 1000);

    private static Permit permit(AdmissionDecision decision) {
        assertThat(decision).isInstanceOf(AdmissionDecision.Permitted.class);
        return ((AdmissionDecision.Permitted) decision).permit();
    }

    private static Rejection rejection(AdmissionDecision decision) {
        assertThat(decision).isInstanceOf(AdmissionDecision.Rejected.class);
        return ((AdmissionDecision.Rejected) decision).rejection();
    }

    @Test
    void acquire_isRejected_whenTheClientHasNoSlotLeft() {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(50, 2), limiters, 10);
        Permit first = permit(pool.acquire(client("192.0.2.1"), "11"));
        permit(pool.acquire(client("192.0.2.1"), "11"));
        Rejection rejected = rejection(pool.acquire(client("192.0.2.1"), "11"));
        assertThat(rejected.code()).isEqualTo(ErrorCode.CONNECTION_LIMIT_EXCEEDED);
        assertThat(rejected.message()).isEqualTo("Connection limit reached: 2 connections per client");
        assertThat(rejected.scope()).isEqualTo("client");
        assertThat(rejected.retryAfterMs()).isEqualTo(12_000);
        first.release();
        permit(pool.acquire(client("192.0.2.1"), "11"));
    }

    @Test
    void acquire_isRejected_whenThePoolIsFull() {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(50, 25), limiters, 2);
        permit(pool.acquire(client("192.0.2.1"), "11"));
        permit(pool.acquire(client("192.0.2.2"), "11"));
        Rejection rejected = rejection(pool.acquire(client("192.0.2.3"), "11"));
        assertThat(rejected.scope()).isEqualTo("instance");
        assertThat(rejected.limit()).isEqualTo(2);
    }

    @Test
    void replace_takesNothingOfTheLimits_andHoldsASlot() {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(2, 1), limiters, 3);
        permit(pool.acquire(client("192.0.2.1"), "11"));
        Permit next = permit(pool.replace(client("192.0.2.1"), "11"));
        Permit another = permit(pool.replace(client("192.0.2.1"), "11"));
        assertThat(pool.house().connections(client("192.0.2.1").key())).isEqualTo(3);
        assertThat(rejection(pool.replace(client("192.0.2.1"), "11")).scope()).as("a full pool").isEqualTo("instance");
        next.release();
        another.release();
        assertThat(rejection(pool.acquire(client("192.0.2.1"), "11")).scope()).isEqualTo("client");
        permit(pool.acquire(client("192.0.2.2"), "11"));
        assertThat(pool.house().connections()).isEqualTo(2);
    }

    @Test
    void aRejection_costsNothing() {
        EffectiveLimits effectiveLimits = Fixtures.limits(3, 1);
        ConnectionPool pool = Fixtures.pool(effectiveLimits, limiters, 10);
        Permit held = permit(pool.acquire(client("192.0.2.1"), "11"));
        for (int i = 0; i < 20; i++) {
            assertThat(rejection(pool.acquire(client("192.0.2.1"), "11")).code())
                    .isEqualTo(ErrorCode.CONNECTION_LIMIT_EXCEEDED);
        }
        held.release();
        permit(pool.acquire(client("192.0.2.1"), "11")).release();
        permit(pool.acquire(client("192.0.2.1"), "11")).release();
        Rejection rate = rejection(pool.acquire(client("192.0.2.1"), "11"));
        assertThat(rate.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
        assertThat(rejection(pool.acquire(client("192.0.2.1"), "11")).retryAfterMs())
                .isLessThanOrEqualTo(rate.retryAfterMs());
        assertThat(pool.house().connections()).isZero();
        assertThat(pool.house().clients()).isZero();
    }

    @Test
    void theRateIsNamedFirst_whenBothLimitsAreReached() {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(1, 1), limiters, 10);
        permit(pool.acquire(client("192.0.2.1"), "11"));
        assertThat(rejection(pool.acquire(client("192.0.2.1"), "11")).code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
    }

    @Test
    void acquire_failsOpenUpToTheCaps_whenTheLimiterThrows() {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(1, 3), new Limiters(Fixtures.BROKEN, 10), 4);
        List<AdmissionDecision> decisions = new ArrayList<>();
        IntStream.range(0, 5).forEach(_ -> decisions.add(pool.acquire(client("192.0.2.1"), "11")));
        IntStream.range(0, 2).forEach(_ -> decisions.add(pool.acquire(client("192.0.2.2"), "11")));
        assertThat(decisions.subList(0, 3)).allSatisfy(decision -> assertThat(decision)
                .isInstanceOfSatisfying(AdmissionDecision.FailedOpen.class,
                        failed -> assertThat(failed.part()).isEqualTo("connection_rate")));
        assertThat(rejection(decisions.get(3)).scope()).isEqualTo("client");
        assertThat(decisions.get(5)).isInstanceOf(AdmissionDecision.FailedOpen.class);
        assertThat(rejection(decisions.get(6)).scope()).isEqualTo("instance");
    }

    @Test
    void release_countsOnce_howeverOftenItIsCalled() {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(50, 25), limiters, 10);
        Permit one = permit(pool.acquire(client("192.0.2.1"), "11"));
        permit(pool.acquire(client("192.0.2.1"), "11"));
        one.release();
        one.release();
        assertThat(pool.house().connections()).isEqualTo(1);
    }

    @Test
    void slots_neverExceedTheCaps_underManyThreads() throws ExecutionException, InterruptedException {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(1000, 7), new Limiters(Fixtures.BROKEN, 10), 40);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> most = IntStream.range(0, 4000).mapToObj(i -> threads.submit(() -> {
                AdmissionDecision decision = pool.acquire(client("192.0.2." + i % 9), "11");
                int seen = pool.house().connections();
                if (decision instanceof AdmissionDecision.Permitted in) {
                    assertThat(in.permit().clientConnections()).isBetween(1, 7);
                    in.permit().release();
                }
                return seen;
            })).toList();
            for (Future<Integer> seen : most) {
                assertThat(seen.get()).isLessThanOrEqualTo(40);
            }
        }
        assertThat(pool.house().connections()).isZero();
        assertThat(pool.house().clients()).isZero();
    }

    @Test
    void aSmallerPool_sendsNobodyAway_andFillsNoMoreUntilEnoughHaveGone() {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(50, 25), limiters, 4);
        List<Permit> held = IntStream.range(0, 4).mapToObj(_ -> permit(pool.acquire(client("192.0.2.1"), "11")))
                .toList();
        pool.house().resize(2);
        assertThat(pool.house().connections()).isEqualTo(4);
        for (Permit permit : held.subList(0, 2)) {
            assertThat(rejection(pool.acquire(client("192.0.2.2"), "11")).limit()).isEqualTo(2);
            permit.release();
        }
        assertThat(rejection(pool.acquire(client("192.0.2.2"), "11")).scope()).isEqualTo("instance");
        held.get(2).release();
        permit(pool.acquire(client("192.0.2.2"), "11"));
        assertThat(rejection(pool.acquire(client("192.0.2.2"), "11")).limit()).isEqualTo(2);
        pool.house().resize(4);
        permit(pool.acquire(client("192.0.2.2"), "11"));
        permit(pool.acquire(client("192.0.2.2"), "11"));
        assertThat(rejection(pool.acquire(client("192.0.2.2"), "11")).limit()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 11})
    void resize_isRefused_andChangesNothing_whereTheInstanceWasNotStartedForIt(int connections) {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(50, 25), limiters, 10);
        assertThatIllegalArgumentException().isThrownBy(() -> pool.house().resize(connections))
                .withMessage("The pool holds 1 to 10 connections, not " + connections);
        assertThat(pool.house().maxConnections()).isEqualTo(10);
    }

    @Test
    void theCapHolds_andNothingIsLost_whilePoolAndSocketsChangeAtOnce()
            throws ExecutionException, InterruptedException {
        ConnectionPool pool = Fixtures.pool(Fixtures.limits(1000, 1000), new Limiters(Fixtures.BROKEN, 10), 40);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = IntStream.range(0, 4000).<Future<?>>mapToObj(i -> threads.submit(() -> {
                if (i % 10 == 0) {
                    pool.house().resize(1 + i % 40);
                } else if (pool.acquire(client("192.0.2." + i % 9), "11") instanceof AdmissionDecision.Permitted in) {
                    assertThat(in.permit().poolConnections()).isLessThanOrEqualTo(40);
                    in.permit().release();
                }
            })).toList();
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(pool.house().connections()).isZero();
    }
}
