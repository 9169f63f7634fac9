package io.doorstep.chat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.house.Permit;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limiter.Limiters.Subject;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.limits.OverrideCommand;
import io.doorstep.chat.limits.SetBy;
import io.doorstep.chat.origin.Origins;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the clients of one /48 have together. */
class NetworkLimitTests {
    private static final ClientKey NETWORK = new ClientKey("ip:2001:db8:1::/48");
    private static final LimiterFactory BROKEN_FOR_NETWORKS = (name, limit) -> {
        if (name.endsWith("OF_NETWORK")) {
            throw new IllegalStateException("limiter is broken");
        }
        return LimiterFactory.slidingWindow().create(name, limit);
    };

    private final AtomicLong nowMs = new AtomicLong(1_000_000);
    private final Limiters limiters = new Limiters(LimiterFactory.slidingWindow(nowMs::get), 1000);

    private static Client client(int number) {
        return Fixtures.client("2001:db8:1:" + Integer.toHexString(number + 1) + "::/64");
    }

    private static ConnectionPool pool(EffectiveLimits effectiveLimits, Limiters limiters, int times) {
        return new ConnectionPool(effectiveLimits, limiters,
                new PoolSettings(1000, 3, Duration.ofSeconds(12), new NetworkFactor(times)));
    }

    private static AdmissionController controller(EffectiveLimits effectiveLimits, Limiters limiters, int times,
            AdmissionListener listener) {
        return new AdmissionController(new Origins(List.of()), pool(effectiveLimits, limiters, times), effectiveLimits,
                limiters, listener);
    }

    private static Permit permit(AdmissionDecision decision) {
        assertThat(decision).isInstanceOf(AdmissionDecision.Permitted.class);
        return ((AdmissionDecision.Permitted) decision).permit();
    }

    private static Rejection rejection(AdmissionDecision decision) {
        assertThat(decision).isInstanceOf(AdmissionDecision.Rejected.class);
        return ((AdmissionDecision.Rejected) decision).rejection();
    }

    private int usedOfNetwork(EffectiveLimits effectiveLimits) {
        return limiters.used(LimitName.CONNECTION_RATE, Subject.ofNetwork(NETWORK),
                effectiveLimits.byDefault().limits().connectionRate());
    }

    private int used(EffectiveLimits effectiveLimits, Client client) {
        return limiters.used(LimitName.CONNECTION_RATE, Subject.of(client.key()),
                effectiveLimits.byDefault().limits().connectionRate());
    }

    @Test
    void sockets_ofANetwork_areEightTimesThoseOfAClient() {
        EffectiveLimits effectiveLimits = Fixtures.limits(50, 2);
        ConnectionPool pool = pool(effectiveLimits, limiters, 8);
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            permits.add(permit(pool.acquire(client(i), "11")));
        }
        Rejection rejected = rejection(pool.acquire(client(16), "11"));
        assertThat(rejected).isEqualTo(new Rejection(ErrorCode.CONNECTION_LIMIT_EXCEEDED,
                "Connection limit reached: 16 connections per network", "network", LimitName.CONNECTIONS_PER_CLIENT, 16,
                0, 12_000));
        assertThat(used(effectiveLimits, client(16))).isZero();
        assertThat(usedOfNetwork(effectiveLimits)).isEqualTo(16);
        assertThat(pool.house().connections()).isEqualTo(16);
        permit(pool.acquire(Fixtures.client("2001:db8:2:1::/64"), "11")).release();
        permit(pool.acquire(Fixtures.client("192.0.2.1"), "11")).release();
        permits.getFirst().release();
        permits.getFirst().release();
        assertThat(pool.house().connectionsOfNetwork(NETWORK)).isEqualTo(15);
        permits.add(permit(pool.acquire(client(16), "11")));
        rejection(pool.acquire(client(17), "11"));
        permits.forEach(Permit::release);
        assertThat(pool.house().connections()).isZero();
        assertThat(pool.house().clients()).isZero();
        assertThat(pool.house().networks()).isZero();
    }

    @Test
    void connections_ofANetwork_areEightTimesThoseOfAClient_andARefusalTakesNothing() {
        EffectiveLimits effectiveLimits = Fixtures.limits(3, 1000);
        ConnectionPool pool = pool(effectiveLimits, limiters, 8);
        for (int i = 0; i < 24; i++) {
            permit(pool.acquire(client(i), "11")).release();
            nowMs.addAndGet(1000);
        }
        Rejection rejected = rejection(pool.acquire(client(24), "11"));
        assertThat(rejected).isEqualTo(new Rejection(ErrorCode.RATE_LIMIT_EXCEEDED,
                "Rate limit exceeded: 24 connections per 5 minutes per network", "network", LimitName.CONNECTION_RATE,
                24, 300_000, 300_000 - 24_000));
        assertThat(used(effectiveLimits, client(24))).isZero();
        assertThat(usedOfNetwork(effectiveLimits)).isEqualTo(24);
        assertThat(pool.house().connections()).isZero();
        nowMs.addAndGet(rejected.retryAfterMs() - 1);
        rejection(pool.acquire(client(24), "11"));
        nowMs.addAndGet(1);
        permit(pool.acquire(client(24), "11"));
    }

    @Test
    void aRefusalOfTheClient_takesNothingOfItsNetwork() {
        EffectiveLimits effectiveLimits = Fixtures.limits(3, 1000);
        ConnectionPool pool = pool(effectiveLimits, limiters, 8);
        for (int i = 0; i < 3; i++) {
            permit(pool.acquire(client(0), "11"));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(rejection(pool.acquire(client(0), "11")).scope()).isEqualTo("client");
        }
        assertThat(usedOfNetwork(effectiveLimits)).isEqualTo(3);
    }

    @Test
    void whoIsOverBoth_isToldTheLongerWait() {
        EffectiveLimits effectiveLimits = Fixtures.limits(2, 1000);
        ConnectionPool pool = pool(effectiveLimits, limiters, 1);
        permit(pool.acquire(client(0), "11"));
        nowMs.addAndGet(10_000);
        permit(pool.acquire(client(1), "11"));
        nowMs.addAndGet(1);
        Rejection ofNetwork = rejection(pool.acquire(client(1), "11"));
        assertThat(ofNetwork.scope()).isEqualTo("network");
        assertThat(ofNetwork.retryAfterMs()).isEqualTo(300_000 - 10_001);
    }

    @Test
    void sessions_ofANetwork_areEightTimesThoseOfAClient() {
        EffectiveLimits effectiveLimits = Fixtures.limits(3, 3);
        AdmissionController admission = controller(effectiveLimits, limiters, 8, AdmissionListener.NOOP);
        for (int i = 0; i < 16; i++) {
            assertThat(admission.admitSession(client(i), "11")).isEmpty();
        }
        Optional<Rejection> refused = admission.admitSession(client(16), "11");
        assertThat(refused).hasValueSatisfying(it -> {
            assertThat(it.code()).isEqualTo(ErrorCode.SESSION_LIMIT_EXCEEDED);
            assertThat(it.scope()).isEqualTo("network");
            assertThat(it.message()).isEqualTo("Session limit reached: 16 sessions per hour per network");
            assertThat(it.limit()).isEqualTo(16);
        });
        assertThat(admission.admitSession(new Client(ClientKey.ofSubject("olga"), Tier.AUTHENTICATED, null), "11"))
                .isEmpty();
    }

    @Test
    void factorZero_isNoLimit() {
        ConnectionPool pool = pool(Fixtures.limits(1, 1), limiters, 0);
        for (int i = 0; i < 200; i++) {
            permit(pool.acquire(client(i), "11"));
        }
        assertThat(limiters.size()).isEqualTo(200);
    }

    @Test
    void whatAnOperatorSets_countsForNetworksToo() {
        EffectiveLimits effectiveLimits = Fixtures.limits(50, 1);
        ConnectionPool pool = pool(effectiveLimits, limiters, 2);
        permit(pool.acquire(client(0), "11"));
        permit(pool.acquire(client(1), "11"));
        rejection(pool.acquire(client(2), "11"));
        Limits limits = effectiveLimits.byDefault().limits();
        effectiveLimits.override(new OverrideCommand.SetLimits(_ -> limits.withConnectionsPerClient(2)
                .withConnectionRate(limits.connectionRate().withLimit(2))), new SetBy("olga", Instant.EPOCH));
        permit(pool.acquire(client(2), "11"));
        permit(pool.acquire(client(3), "11"));
        assertThat(rejection(pool.acquire(client(4), "11")).limit()).isEqualTo(4);
    }

    @Test
    void aReset_ofAClient_givesItsNetworkBackToo() {
        EffectiveLimits effectiveLimits = Fixtures.limits(3, 1000);
        AdmissionController admission = controller(effectiveLimits, limiters, 1, AdmissionListener.NOOP);
        for (int i = 0; i < 3; i++) {
            permit(admission.admit(new Attempt(client(i), "11", "s", null, null), "c"));
        }
        Attempt next = new Attempt(client(3), "11", "s", null, null);
        rejection(admission.admit(next, "c"));
        OperatorOrders orders = Fixtures.orders(effectiveLimits, limiters, AdmissionListener.NOOP);
        assertThat(orders.reset("olga", ClientKey.named("2001:db8:1:4::9"))).as("of its own").isZero();
        permit(admission.admit(next, "c"));
        assertThat(used(effectiveLimits, client(0))).as("of others").isEqualTo(1);
        assertThat(orders.reset("olga", ClientKey.named("2001:db8:1::/48"))).isEqualTo(1);
        assertThat(usedOfNetwork(effectiveLimits)).isZero();
        assertThat(orders.reset("olga", null)).isEqualTo(4);
        assertThat(limiters.size()).isZero();
    }

    @Test
    void aNetworksLimiterThatFails_letsIn_andIsReported() {
        List<String> failed = new ArrayList<>();
        EffectiveLimits effectiveLimits = Fixtures.limits(2, 10);
        AdmissionController admission = controller(effectiveLimits, new Limiters(BROKEN_FOR_NETWORKS, 1000), 1,
                new AdmissionListener() {
                    @Override
                    public void onFailedOpen(Client client, String part, RuntimeException error) {
                        failed.add(part);
                    }
                });
        Attempt attempt = new Attempt(client(0), "11", "s", null, null);
        permit(admission.admit(attempt, "c"));
        permit(admission.admit(attempt, "c"));
        assertThat(rejection(admission.admit(attempt, "c")).scope()).isEqualTo("client");
        assertThat(admission.admitSession(client(0), "11")).isEmpty();
        assertThat(failed).containsExactly("connection_rate_of_network", "connection_rate_of_network",
                "session_creation_of_network");
    }

    @Test
    void aFullStore_doesNotCountAClientAgainstItsNetworkTwice() {
        EffectiveLimits effectiveLimits = Fixtures.limits(4, 1000);
        Limiters full = new Limiters(LimiterFactory.slidingWindow(nowMs::get), 1);
        ConnectionPool pool = pool(effectiveLimits, full, 8);
        permit(pool.acquire(Fixtures.client("192.0.2.1"), "11"));
        for (int i = 0; i < 4; i++) {
            permit(pool.acquire(client(i), "11"));
        }
        assertThat(rejection(pool.acquire(client(4), "11")).limit()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyAtOnce_areNeverMoreThanTheNetworkMayHave(boolean ofSlots) {
        EffectiveLimits effectiveLimits = ofSlots ? Fixtures.limits(1000, 2) : Fixtures.limits(2, 1000);
        ConnectionPool pool = pool(effectiveLimits, limiters, 8);
        List<Future<AdmissionDecision>> decisions = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 400; i++) {
                Client client = client(i % 100);
                decisions.add(threads.submit(() -> pool.acquire(client, "11")));
            }
        }
        List<Permit> permits = decisions.stream().map(Future::resultNow)
                .filter(AdmissionDecision.Permitted.class::isInstance).map(NetworkLimitTests::permit).toList();
        assertThat(permits).hasSize(16);
        assertThat(usedOfNetwork(effectiveLimits)).isEqualTo(16);
        assertThat(pool.house().connectionsOfNetwork(NETWORK)).isEqualTo(16);
        permits.forEach(Permit::release);
        assertThat(pool.house().networks()).isZero();
        assertThat(pool.house().connections()).isZero();
    }

    /** Any order of attempts and ends: what is held and used is what was admitted, and no budget is exceeded. */
    @RepeatedTest(50)
    void whatIsTaken_isWhatWasAdmitted(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        EffectiveLimits effectiveLimits = Fixtures.limits(1 + random.nextInt(6), 1 + random.nextInt(3));
        int times = 1 + random.nextInt(4);
        ConnectionPool pool = pool(effectiveLimits, limiters, times);
        List<Permit> held = new ArrayList<>();
        int admitted = 0;
        for (int i = 0; i < 200; i++) {
            if (!held.isEmpty() && random.nextInt(3) == 0) {
                held.remove(random.nextInt(held.size())).release();
            } else if (pool.acquire(client(random.nextInt(12)), "11") instanceof AdmissionDecision.Admitted in) {
                held.add(in.permit());
                admitted++;
            }
            Limits limits = effectiveLimits.byDefault().limits();
            assertThat(pool.house().connectionsOfNetwork(NETWORK)).isEqualTo(held.size())
                    .isLessThanOrEqualTo(times * limits.connectionsPerClient());
            assertThat(usedOfNetwork(effectiveLimits)).isEqualTo(admitted)
                    .isLessThanOrEqualTo(times * limits.connectionRate().limit());
        }
        assertThat(IntStream.range(0, 12).map(i -> used(effectiveLimits, client(i))).sum()).isEqualTo(admitted);
    }
}
