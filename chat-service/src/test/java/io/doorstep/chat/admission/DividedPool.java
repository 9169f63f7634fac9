package io.doorstep.chat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.house.House;
import io.doorstep.chat.house.Permit;
import io.doorstep.chat.house.PoolShares;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/** A pool of 100: 20 for those who are known, 10 for a network once 80 of those open to it are taken, and 5 agents. */
final class DividedPool {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private long nanos;
    private boolean isBroken;
    final ConnectionPool pool = new ConnectionPool(Fixtures.limits(1000, 50),
            new Limiters(LimiterFactory.slidingWindow(), 10_000),
            new PoolSettings(100, 5, 3, Duration.ofSeconds(12), new NetworkFactor(8), new PoolShares(0.2, 0.1)),
            InstantSource.fixed(NOW), this::nanos);
    final House house = pool.house();

    static Client known(String name) {
        return new Client(ClientKey.ofSubject(name), Tier.AUTHENTICATED, null);
    }

    static Client agent(String name) {
        return new Client(ClientKey.ofSubject("agent/" + name), Tier.AGENT, null);
    }

    /** A stranger of a network of its own. */
    static Client stranger(int number) {
        return Fixtures.client("10." + number / 200 + "." + number % 200 + ".1");
    }

    AdmissionDecision come(Client client) {
        return pool.acquire(client, "11");
    }

    Permit in(Client client) {
        AdmissionDecision decision = come(client);
        assertThat(decision).isInstanceOf(AdmissionDecision.Admitted.class);
        return ((AdmissionDecision.Admitted) decision).permit();
    }

    Rejection out(Client client) {
        AdmissionDecision decision = come(client);
        assertThat(decision).isInstanceOf(AdmissionDecision.Rejected.class);
        return ((AdmissionDecision.Rejected) decision).rejection();
    }

    List<Permit> strangers(int count) {
        return IntStream.range(0, count).mapToObj(number -> in(stranger(number))).toList();
    }

    private long nanos() {
        if (isBroken) {
            throw new IllegalStateException("clock is broken");
        }
        return nanos;
    }

    void later(Duration time) {
        nanos += time.toNanos();
    }

    void breakTheClock() {
        isBroken = true;
    }
}
