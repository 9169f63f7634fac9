package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RateLimit;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small admissions for tests. */
final class Fixtures {
    static final LimiterFactory BROKEN = (_, _) -> {
        throw new IllegalStateException("limiter is broken");
    };

    private Fixtures() {}

    static Client client(String address) {
        return new Client(ClientKey.ofAddress(address), Tier.ANONYMOUS, null);
    }

    static Attempt attempt(String address, String product, String session, @Nullable String origin) {
        return new Attempt(client(address), product, session, origin, "shop.example");
    }

    static EffectiveLimits limits(int rate, int perClient) {
        Limits limits = new Limits(RateLimit.of(rate, Duration.ofMinutes(5)), RateLimit.of(2, Duration.ofMinutes(1)),
                RateLimit.of(2, Duration.ofHours(1)), perClient);
        return new EffectiveLimits(limits, new LimitBounds(1, 1000));
    }

    /** Puts a candidate into shadow beside the effective limits. */
    static void tryOut(EffectiveLimits effectiveLimits, int connections, int messages, int sessions, int perClient) {
        Limits limits = effectiveLimits.byDefault().limits();
        Limits candidate = new Limits(limits.connectionRate().withLimit(connections),
                limits.messageRate().withLimit(messages), limits.sessionCreation().withLimit(sessions), perClient);
        effectiveLimits
                .apply(new LimitsRevised(Scope.DEFAULT, 7, 0, limits, "learner", "test", List.of(), RevisionKind.TRIED,
                        candidate, null));
    }

    static OperatorOrders orders(EffectiveLimits effectiveLimits, Limiters limiters, AdmissionListener listener) {
        return new OperatorOrders(pool(effectiveLimits, limiters, 10), effectiveLimits, limiters, null, listener);
    }

    static ConnectionPool pool(EffectiveLimits effectiveLimits, Limiters limiters, int max) {
        return new ConnectionPool(effectiveLimits, limiters, new PoolSettings(max, 3, Duration.ofSeconds(12)));
    }
}
