package io.doorstep.chat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool of 100: 20 for those who are known, 10 for a network once 80 of those open to it are taken, and 5 agents. */
class DividedPoolTests {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private long nanos;
    private boolean isBroken;
    private final ConnectionPool pool = new ConnectionPool(Fixtures.limits(1000, 50),
            new Limiters(LimiterFactory.slidingWindow(), 10_000),
            new PoolSettings(100, 5, 3, Duration.ofSeconds(12), new NetworkFactor(8), new PoolShares(0.2, 0.1)),
            InstantSource.fixed(NOW), this::nanos);

    private static Client known(String name) {
        return new Client(ClientKey.ofSubject(name), Tier.AUTHENTICATED, null);
    }

    private static Client agent(String name) {
        return new Client(ClientKey.ofSubject("agent/" + name), Tier.AGENT, null);
    }

    /** A stranger of a network of its own. */
    private static Client stranger(int number) {
        return Fixtures.client("10." + number / 200 + "." + number % 200 + ".1");
    }

    private AdmissionDecision come(Client client) {
        return pool.acquire(client, "11");
    }

    private Permit in(Client client) {
        AdmissionDecision decision = come(client);
        assertThat(decision).isInstanceOf(AdmissionDecision.Admitted.class);
        return ((AdmissionDecision.Admitted) decision).permit();
    }

    private Rejection out(Client client) {
        AdmissionDecision decision = come(client);
        assertThat(decision).isInstanceOf(AdmissionDecision.Rejected.class);
        return ((AdmissionDecision.Rejected) decision).rejection();
    }

    private List<Permit> strangers(int count) {
        return IntStream.range(0, count).mapToObj(number -> in(stranger(number))).toList();
    }

    @Test
    void strangers_haveAllButTheReserve_andAreToldThatTheInstanceIsFull() {
        strangers(80);
        Rejection rejection = out(stranger(80));
        assertThat(rejection.code()).isEqualTo(ErrorCode.CONNECTION_LIMIT_EXCEEDED);
        assertThat(rejection.scope()).isEqualTo("instance");
        assertThat(rejection.limit()).isEqualTo(80);
        assertThat(rejection.message()).isEqualTo("Connection limit reached: 80 connections of anonymous visitors");
        assertThat(rejection.retryAfterMs()).isEqualTo(12_000);
    }

    @Test
    void thoseWhoAreKnown_haveTheReserve_andNoMoreThanAll() {
        strangers(80);
        IntStream.range(0, 20).forEach(number -> in(known("a" + number)));
        Rejection rejection = out(known("late"));
        assertThat(rejection.message()).isEqualTo("Connection limit reached: 100 connections in all");
        assertThat(rejection.scope()).isEqualTo("instance");
        assertThat(pool.connections()).isEqualTo(100);
    }

    @Test
    void thoseWhoAreKnown_mayHaveMoreThanTheReserve() {
        IntStream.range(0, 100).forEach(number -> in(known("a" + number)));
        assertThat(out(stranger(0)).limit()).isEqualTo(100);
    }

    @Test
    void agents_haveAPoolOfTheirOwn_whoeverElseIsIn() {
        strangers(80);
        IntStream.range(0, 20).forEach(number -> in(known("a" + number)));
        List<Permit> agents = IntStream.range(0, 5).mapToObj(number -> in(agent("a" + number))).toList();
        Rejection rejection = out(agent("late"));
        assertThat(rejection.message()).isEqualTo("Connection limit reached: 5 connections of agents");
        assertThat(rejection.scope()).isEqualTo("instance");
        assertThat(pool.connections()).isEqualTo(100);
        assertThat(pool.agents()).isEqualTo(5);
        assertThat(pool.allConnections()).isEqualTo(105);
        agents.getFirst().release();
        assertThat(pool.agents()).isEqualTo(4);
        in(agent("late"));
    }

    @Test
    void agents_takeNothingOfTheVisitors() {
        IntStream.range(0, 5).forEach(number -> in(agent("a" + number)));
        strangers(80);
        assertThat(pool.connections()).isEqualTo(80);
    }

    @Test
    void aReturningVisitor_hasTheReserve() {
        strangers(80);
        in(stranger(90).as(Tier.RETURNING));
        assertThat(pool.connections(Tier.RETURNING)).isEqualTo(1);
    }

    @Test
    void aNetwork_mayHaveAsMuchAsThereIs_whileThereIsMuch() {
        for (int i = 0; i < 64; i++) {
            in(Fixtures.client("192.0.2." + i % 40));
        }
        Rejection rejection = out(Fixtures.client("192.0.2.200"));
        assertThat(rejection.code()).isEqualTo(ErrorCode.CONNECTION_LIMIT_EXCEEDED);
        assertThat(rejection.scope()).isEqualTo("network");
        assertThat(rejection.limitName()).isEqualTo(LimitName.CONNECTIONS_TOTAL);
        assertThat(rejection.limit()).isEqualTo(10);
        assertThat(rejection.message())
                .isEqualTo("Connection limit reached: 10 connections per network while few are left");
        assertThat(pool.connectionsOfLargestNetwork()).isEqualTo(64);
        strangers(16);
        in(known("of-any-network"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.", "2001:db8:1:"})
    void aNetwork_hasItsShareOfACrowdedPool_andNoMore(String network) {
        strangers(64);
        for (int i = 0; i < 10; i++) {
            in(of(network, i));
        }
        assertThat(out(of(network, 11)).scope()).isEqualTo("network");
        in(stranger(70));
    }

    private static Client of(String network, int number) {
        return Fixtures.client(network.indexOf(':') < 0 ? network + number : network + (number + 1) + "::/64");
    }

    @Test
    void whatANetworkHeldBefore_counts_andWhatIsGivenBackIsFree() {
        List<Permit> ofOne = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ofOne.add(in(Fixtures.client("192.0.2." + i)));
        }
        strangers(54);
        out(Fixtures.client("192.0.2.1"));
        ofOne.getFirst().release();
        in(stranger(60));
        in(Fixtures.client("192.0.2.1"));
        out(Fixtures.client("192.0.2.2"));
    }

    @Test
    void networksAreCounted_onlyWhileThePoolIsCrowded() {
        List<Permit> all = new ArrayList<>(strangers(50));
        assertThat(pool.networks()).isZero();
        IntStream.range(50, 66).forEach(number -> all.add(in(stranger(number))));
        assertThat(pool.networks()).isEqualTo(66);
        all.subList(0, 40).forEach(Permit::release);
        assertThat(pool.networks()).isEqualTo(26);
        all.add(in(stranger(70)));
        assertThat(pool.networks()).isZero();
        all.forEach(Permit::release);
        assertThat(pool.networks()).isZero();
        assertThat(pool.clients()).isZero();
    }

    @Test
    void aClientWithoutASlot_isToldSo_evenWhereThePoolIsFull() {
        IntStream.range(0, 50).forEach(_ -> in(known("busy")));
        IntStream.range(0, 50).forEach(number -> in(known("a" + number)));
        assertThat(out(known("busy")).scope()).isEqualTo("client");
    }

    @Test
    void aSmallerPool_hasASmallerReserve() {
        pool.resize(10);
        assertThat(pool.maxStrangers()).isEqualTo(8);
        strangers(8);
        assertThat(out(stranger(9)).limit()).isEqualTo(8);
        in(known("a"));
        in(known("b"));
        assertThat(out(known("c")).limit()).isEqualTo(10);
    }

    private long nanos() {
        if (isBroken) {
            throw new IllegalStateException("clock is broken");
        }
        return nanos;
    }

    private void later(Duration time) {
        nanos += time.toNanos();
    }

    /** A stranger of a network of its own, who makes room when asked. */
    private Permit idler(int number) {
        Permit permit = in(stranger(number));
        permit.idle(permit::release);
        return permit;
    }

    @Test
    void newcomers_areGivenTheRoomOfIdleStrangers_andThoseWhoWroteStay() {
        List<Permit> idle = IntStream.range(0, 80).mapToObj(this::idler).toList();
        idle.get(0).busy();
        out(stranger(100));
        later(Room.SHORTEST_STAY);
        idle.get(1).stir();
        IntStream.range(100, 178).forEach(number -> in(stranger(number)));
        assertThat(pool.madeRoom()).isEqualTo(78);
        assertThat(out(stranger(200)).scope()).isEqualTo("instance");
        later(Room.SHORTEST_STAY);
        in(stranger(200));
        assertThat(out(stranger(201)).scope()).isEqualTo("instance");
        assertThat(pool.connections()).isEqualTo(80);
    }

    @Test
    void room_isMadeForThoseWhoAreKnown_butByStrangersAlone() {
        IntStream.range(0, 79).forEach(number -> in(known("a" + number)).idle(() -> {
            throw new AssertionError("whoever is known stays");
        }));
        idler(0);
        IntStream.range(80, 100).forEach(number -> in(known("a" + number)));
        later(Room.SHORTEST_STAY);
        in(known("newcomer"));
        assertThat(pool.connections(Tier.ANONYMOUS)).isZero();
        out(known("another"));
    }

    @Test
    void noRoomIsMade_forWhomSomethingElseRefuses() {
        IntStream.range(0, 79).forEach(this::idler);
        Client client = known("of-two");
        Client throttled = stranger(90);
        idler(79);
        later(Room.SHORTEST_STAY);
        assertThat(pool.acquire(throttled, "11", 1)).isInstanceOf(AdmissionDecision.Admitted.class);
        long made = pool.madeRoom();
        assertThat(made).isEqualTo(1);
        assertThat(pool.acquire(throttled, "11", 1)).isInstanceOf(AdmissionDecision.Rejected.class);
        IntStream.range(0, 20).forEach(_ -> in(client));
        assertThat(pool.madeRoom()).isEqualTo(made);
    }

    @Test
    void aHouseIsAsFullAsItIs_whereRoomCannotBeMade() {
        IntStream.range(0, 80).forEach(number -> in(stranger(number)).idle(() -> {
            throw new IllegalStateException("room cannot be made");
        }));
        later(Room.SHORTEST_STAY);
        assertThat(out(stranger(100)).scope()).isEqualTo("instance");
        assertThat(pool.connections()).isEqualTo(80);
    }

    @Test
    void whoFindsNoPlace_hasAMoment_andThePlaceIsKept() {
        List<Permit> in = strangers(80);
        assertThat(out(stranger(100)).retryAfterMs()).isEqualTo(12_000);
        assertThat(out(stranger(101)).retryAfterMs()).isBetween(13_000L, 16_000L);
        assertThat(pool.waiting()).isEqualTo(2);
        later(Duration.ofSeconds(11));
        in.get(0).release();
        assertThat(out(stranger(200)).message()).contains("80 connections of anonymous visitors");
        assertThat(out(stranger(100)).retryAfterMs()).as("it comes early").isEqualTo(1000);
        later(Duration.ofSeconds(1));
        in(stranger(100));
        assertThat(pool.waiting()).isEqualTo(2);
        assertThat(out(stranger(101)).retryAfterMs()).isPositive();
    }

    @Test
    void thoseWhoAreKnown_waitInALineOfTheirOwn() {
        IntStream.range(0, 100).forEach(number -> in(known("a" + number)));
        out(known("late"));
        out(stranger(0));
        assertThat(pool.waiting()).isEqualTo(2);
    }

    @Test
    void whoeverIsRefusedForAnythingElse_doesNotWaitInLine() {
        strangers(64);
        IntStream.range(0, 10).forEach(number -> in(of("198.51.100.", number)));
        out(of("198.51.100.", 11));
        IntStream.range(64, 70).forEach(number -> in(stranger(number)));
        out(of("198.51.100.", 11));
        assertThat(pool.waiting()).isZero();
        out(stranger(99));
        assertThat(pool.waiting()).isEqualTo(1);
        IntStream.range(0, 6).forEach(number -> come(agent("a" + number)));
        assertThat(pool.waiting()).isEqualTo(1);
    }

    @Test
    void nobodyIsRefused_whereThoseWhoWaitCannotBeAsked() {
        List<Permit> in = strangers(80);
        out(stranger(100));
        in.get(0).release();
        isBroken = true;
        assertThat(come(stranger(101))).isInstanceOfSatisfying(AdmissionDecision.FailedOpen.class,
                failed -> assertThat(failed.part()).isEqualTo("waiting_lines"));
        assertThat(come(stranger(102))).as("a full house is full").isInstanceOf(AdmissionDecision.Rejected.class);
        assertThat(pool.connections()).isEqualTo(80);
    }

    @Test
    void theHouseIsFull_sinceSomebodyFoundNoRoom() {
        strangers(80);
        assertThat(pool.fullSince()).isNull();
        out(stranger(100));
        assertThat(pool.fullSince()).isEqualTo(NOW);
        assertThat(pool.fullOfAgentsSince()).isNull();
        IntStream.range(0, 6).forEach(number -> come(agent("a" + number)));
        assertThat(pool.fullOfAgentsSince()).isEqualTo(NOW);
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
                if (come(client) instanceof AdmissionDecision.Admitted admitted) {
                    held.add(admitted.permit());
                }
            } else {
                held.remove(random.nextInt(held.size())).release();
            }
            assertThat(pool.connections()).isLessThanOrEqualTo(100);
            assertThat(pool.connections(Tier.ANONYMOUS)).isLessThanOrEqualTo(80);
            assertThat(pool.agents()).isLessThanOrEqualTo(5);
            assertThat(pool.allConnections()).isEqualTo(held.size());
        }
        held.forEach(Permit::release);
        assertThat(pool.allConnections()).isZero();
        assertThat(pool.clients()).isZero();
        assertThat(pool.networks()).isZero();
    }

    @Test
    void noCapIsPassed_andNothingIsLost_underManyThreads() throws ExecutionException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = IntStream.range(0, 16).<Future<?>>mapToObj(thread -> threads.submit(() -> {
                Random random = new Random(thread);
                List<Permit> held = new ArrayList<>();
                for (int i = 0; i < 2000; i++) {
                    if (random.nextInt(20) >= held.size() && come(Fixtures.client(
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
        assertThat(pool.allConnections()).isZero();
        assertThat(pool.clients()).isZero();
        later(Duration.ofHours(1));
        strangers(66);
        assertThat(pool.networks()).isEqualTo(66);
    }
}
