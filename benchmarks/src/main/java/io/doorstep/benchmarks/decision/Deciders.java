package io.doorstep.benchmarks.decision;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.AdmissionDecision;
import io.doorstep.chat.admission.AdmissionListener;
import io.doorstep.chat.admission.Attempt;
import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.admission.PoolSettings;
import io.doorstep.chat.house.PoolShares;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.LimiterFactory;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.origin.Origins;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Tier;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Puts each subject together with one limit for everybody. */
final class Deciders {
    private static final long CAPACITY = 500_000;
    private static final String CONNECTION_ID = "chat-00000000-1";

    private Deciders() {}

    /** The service's own admission: every check of an attempt; the slot is given back at once. */
    static Decider doorstep(RateLimit limit) {
        EffectiveLimits effectiveLimits = new EffectiveLimits(Limits.DEFAULTS.withConnectionRate(limit),
                new LimitBounds(1, 1_000_000));
        Limiters limiters = new Limiters(LimiterFactory.slidingWindow(), CAPACITY);
        ConnectionPool pool = new ConnectionPool(effectiveLimits, limiters,
                new PoolSettings(1000, 100, 25, Duration.ofSeconds(10), new NetworkFactor(8),
                        new PoolShares(0.2, 0.1)));
        AdmissionController admission = new AdmissionController(new Origins(List.of()), pool, effectiveLimits, limiters,
                AdmissionListener.NOOP);
        return key -> () -> isIn(admission.admit(
                new Attempt(new Client(new ClientKey(key), Tier.ANONYMOUS, null), "11", "session-1", null, null),
                CONNECTION_ID));
    }

    private static boolean isIn(AdmissionDecision decision) {
        if (decision instanceof AdmissionDecision.Permitted in) {
            in.permit().release();
            return true;
        }
        return false;
    }

    /** Resilience4j's registry and limiters. */
    static Decider resilience4j(RateLimit limit) {
        RateLimiterRegistry registry = RateLimiterRegistry.of(RateLimiterConfig.custom()
                .limitForPeriod(limit.limit()).limitRefreshPeriod(limit.window()).timeoutDuration(Duration.ZERO)
                .build());
        return key -> () -> registry.rateLimiter(key).acquirePermission();
    }

    /** Bucket4j's buckets, asked yes or no. */
    static Decider bucket4j(RateLimit limit) {
        Function<String, Bucket> buckets = buckets(limit);
        return key -> () -> buckets.apply(key).tryConsume(1);
    }

    /** Bucket4j's buckets, asked for the wait as well, which Doorstep tells those it refuses. */
    static Decider bucket4jWithWait(RateLimit limit) {
        Function<String, Bucket> buckets = buckets(limit);
        return key -> () -> buckets.apply(key).tryConsumeAndReturnRemaining(1).isConsumed();
    }

    private static Function<String, Bucket> buckets(RateLimit limit) {
        Bandwidth bandwidth = Bandwidth.builder().capacity(limit.limit()).refillGreedy(limit.limit(), limit.window())
                .build();
        ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
        return key -> buckets.computeIfAbsent(key, _ -> Bucket.builder().addLimit(bandwidth).build());
    }
}
