package io.doorstep.chat.admission;

import static io.doorstep.chat.admission.DividedPool.agent;
import static io.doorstep.chat.admission.DividedPool.known;
import static io.doorstep.chat.admission.DividedPool.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.house.Permit;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a pool is divided between strangers, those who are known, agents and networks. */
class DividedPoolTests {
    private final DividedPool pool = new DividedPool();

    @Test
    void strangers_haveAllButTheReserve_andAreToldThatTheInstanceIsFull() {
        pool.strangers(80);
        Rejection rejection = pool.out(stranger(80));
        assertThat(rejection.code()).isEqualTo(ErrorCode.CONNECTION_LIMIT_EXCEEDED);
        assertThat(rejection.scope()).isEqualTo("instance");
        assertThat(rejection.limit()).isEqualTo(80);
        assertThat(rejection.message()).isEqualTo("Connection limit reached: 80 connections of anonymous visitors");
        assertThat(rejection.retryAfterMs()).isEqualTo(12_000);
    }

    @Test
    void thoseWhoAreKnown_haveTheReserve_andNoMoreThanAll() {
        pool.strangers(80);
        IntStream.range(0, 20).forEach(number -> pool.in(known("a" + number)));
        Rejection rejection = pool.out(known("late"));
        assertThat(rejection.message()).isEqualTo("Connection limit reached: 100 connections in all");
        assertThat(rejection.scope()).isEqualTo("instance");
        assertThat(pool.house.connections()).isEqualTo(100);
    }

    @Test
    void thoseWhoAreKnown_mayHaveMoreThanTheReserve() {
        IntStream.range(0, 100).forEach(number -> pool.in(known("a" + number)));
        assertThat(pool.out(stranger(0)).limit()).isEqualTo(100);
    }

    @Test
    void agents_haveAPoolOfTheirOwn_whoeverElseIsIn() {
        pool.strangers(80);
        IntStream.range(0, 20).forEach(number -> pool.in(known("a" + number)));
        List<Permit> agents = IntStream.range(0, 5).mapToObj(number -> pool.in(agent("a" + number))).toList();
        Rejection rejection = pool.out(agent("late"));
        assertThat(rejection.message()).isEqualTo("Connection limit reached: 5 connections of agents");
        assertThat(rejection.scope()).isEqualTo("instance");
        assertThat(pool.house.connections()).isEqualTo(100);
        assertThat(pool.house.agents()).isEqualTo(5);
        assertThat(pool.house.allConnections()).isEqualTo(105);
        agents.getFirst().release();
        assertThat(pool.house.agents()).isEqualTo(4);
        pool.in(agent("late"));
    }

    @Test
    void agents_takeNothingOfTheVisitors() {
        IntStream.range(0, 5).forEach(number -> pool.in(agent("a" + number)));
        pool.strangers(80);
        assertThat(pool.house.connections()).isEqualTo(80);
    }

    @Test
    void aReturningVisitor_hasTheReserve() {
        pool.strangers(80);
        pool.in(stranger(90).as(Tier.RETURNING));
        assertThat(pool.house.connections(Tier.RETURNING)).isEqualTo(1);
    }

    @Test
    void aNetwork_mayHaveAsMuchAsThereIs_whileThereIsMuch() {
        for (int i = 0; i < 64; i++) {
            pool.in(Fixtures.client("192.0.2." + i % 40));
        }
        Rejection rejection = pool.out(Fixtures.client("192.0.2.200"));
        assertThat(rejection.code()).isEqualTo(ErrorCode.CONNECTION_LIMIT_EXCEEDED);
        assertThat(rejection.scope()).isEqualTo("network");
        assertThat(rejection.limitName()).isEqualTo(LimitName.CONNECTIONS_TOTAL);
        assertThat(rejection.limit()).isEqualTo(10);
        assertThat(rejection.message())
                .isEqualTo("Connection limit reached: 10 connections per network while few are left");
        assertThat(pool.house.connectionsOfLargestNetwork()).isEqualTo(64);
        pool.strangers(16);
        pool.in(known("of-any-network"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.", "2001:db8:1:"})
    void aNetwork_hasItsShareOfACrowdedPool_andNoMore(String network) {
        pool.strangers(64);
        for (int i = 0; i < 10; i++) {
            pool.in(of(network, i));
        }
        assertThat(pool.out(of(network, 11)).scope()).isEqualTo("network");
        pool.in(stranger(70));
    }

    private static Client of(String network, int number) {
        return Fixtures.client(network.indexOf(':') < 0 ? network + number : network + (number + 1) + "::/64");
    }

    @Test
    void whatANetworkHeldBefore_counts_andWhatIsGivenBackIsFree() {
        List<Permit> ofOne = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ofOne.add(pool.in(Fixtures.client("192.0.2." + i)));
        }
        pool.strangers(54);
        pool.out(Fixtures.client("192.0.2.1"));
        ofOne.getFirst().release();
        pool.in(stranger(60));
        pool.in(Fixtures.client("192.0.2.1"));
        pool.out(Fixtures.client("192.0.2.2"));
    }

    @Test
    void networksAreCounted_onlyWhileThePoolIsCrowded() {
        List<Permit> all = new ArrayList<>(pool.strangers(50));
        assertThat(pool.house.networks()).isZero();
        IntStream.range(50, 66).forEach(number -> all.add(pool.in(stranger(number))));
        assertThat(pool.house.networks()).isEqualTo(66);
        all.subList(0, 40).forEach(Permit::release);
        assertThat(pool.house.networks()).isEqualTo(26);
        all.add(pool.in(stranger(70)));
        assertThat(pool.house.networks()).isZero();
        all.forEach(Permit::release);
        assertThat(pool.house.networks()).isZero();
        assertThat(pool.house.clients()).isZero();
    }

    @Test
    void aClientWithoutASlot_isToldSo_evenWhereThePoolIsFull() {
        IntStream.range(0, 50).forEach(_ -> pool.in(known("busy")));
        IntStream.range(0, 50).forEach(number -> pool.in(known("a" + number)));
        assertThat(pool.out(known("busy")).scope()).isEqualTo("client");
    }

    @Test
    void aSmallerPool_hasASmallerReserve() {
        pool.house.resize(10);
        assertThat(pool.house.maxStrangers()).isEqualTo(8);
        pool.strangers(8);
        assertThat(pool.out(stranger(9)).limit()).isEqualTo(8);
        pool.in(known("a"));
        pool.in(known("b"));
        assertThat(pool.out(known("c")).limit()).isEqualTo(10);
    }

    /** All counters are those of a plain count after any course of coming and going, and no cap is ever passed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyCourse_keepsTheCaps_andTheCounts(long seed) {
        Random random = new Random(seed);
        List<Permit> held = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            boolean grows = i / 500 % 2 == 0;
            if (held.isEmpty() || random.nextInt(10) < (grows ? 8 : 2)) {
                Client client = switch (random.nextInt(8)) {
                    case 0 -> known("k" + random.nextInt(30));
                    case 1 -> agent("a" + random.nextInt(9));
                    case 2 -> of("2001:db8:" + random.nextInt(4) + ":", random.nextInt(9));
                    default -> Fixtures.client("10.0." + random.nextInt(12) + "." + random.nextInt(9));
                };
                if (pool.come(client) instanceof AdmissionDecision.Admitted admitted) {
                    held.add(admitted.permit());
                }
            } else {
                held.remove(random.nextInt(held.size())).release();
            }
            assertThat(pool.house.connections()).isLessThanOrEqualTo(100);
            assertThat(pool.house.connections(Tier.ANONYMOUS)).isLessThanOrEqualTo(80);
            assertThat(pool.house.agents()).isLessThanOrEqualTo(5);
            assertThat(pool.house.allConnections()).isEqualTo(held.size());
        }
        held.forEach(Permit::release);
        assertThat(pool.house.allConnections()).isZero();
        assertThat(pool.house.clients()).isZero();
        assertThat(pool.house.networks()).isZero();
    }

    @Test
    void noCapIsPassed_andNothingIsLost_underManyThreads() throws ExecutionException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = IntStream.range(0, 16).<Future<?>>mapToObj(thread -> threads.submit(() -> {
                Random random = new Random(thread);
                List<Permit> held = new ArrayList<>();
                for (int i = 0; i < 2000; i++) {
                    if (random.nextInt(20) >= held.size() && pool.come(Fixtures.client(
                            "10.0." + random.nextInt(12) + "." + thread)) instanceof AdmissionDecision.Admitted in) {
                        held.add(in.permit());
                    } else if (!held.isEmpty()) {
                        held.removeFirst().release();
                    }
                }
                held.forEach(Permit::release);
            })).toList();
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(pool.house.allConnections()).isZero();
        assertThat(pool.house.clients()).isZero();
        pool.later(Duration.ofHours(1));
        pool.strangers(66);
        assertThat(pool.house.networks()).isEqualTo(66);
    }
}
