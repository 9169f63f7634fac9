package io.doorstep.chat.ops;

import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.sanction.Restriction;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.chat.status.RecentRejections;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Sanction;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers for one client: why it was refused, what it has left, when it may try again. */
@RestController
class ClientsController {
    private final EffectiveLimits effectiveLimits;
    private final Limiters limiters;
    private final ConnectionPool pool;
    private final RecentRejections refusals;
    private final Sanctions sanctions;
    private final Pseudonyms pseudonyms;

    ClientsController(EffectiveLimits effectiveLimits, Limiters limiters, ConnectionPool pool,
            RecentRejections refusals, Sanctions sanctions,
            Pseudonyms pseudonyms) {
        this.effectiveLimits = effectiveLimits;
        this.limiters = limiters;
        this.pool = pool;
        this.refusals = refusals;
        this.sanctions = sanctions;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Judged by the limits of the default scope; a more specific one may say otherwise.
     *
     * @param names those it has on Kafka, under the present secret and then under the previous ones
     * @param lastRefusal absent where it was not refused within the hour
     * @param network absent where it shares the limits of none
     * @param sanction the latest; absent where it has none
     */
    record Standing(String client, List<Pseudonyms.Named> names, Slots connections, Rate connectionRate,
            Rate sessionCreation, RecentRejections.@Nullable Refusal lastRefusal, @Nullable Network network,
            @Nullable Sanctioned sanction) {}

    /**
     * What all clients of its network have left together.
     *
     * @param network such as {@code ip:2001:db8:1::/48}
     */
    record Network(String network, Slots connections, Rate connectionRate, Rate sessionCreation) {}

    /**
     * @param enforced false where it is only recorded
     * @param limit connections per window of one that is throttled; absent in other steps
     * @param leaseUntil when it lapses unless the learner renews it
     */
    record Sanctioned(String rule, String step, boolean enforced, @Nullable Integer limit, Instant since,
            Instant until, Instant leaseUntil) {

        static Sanctioned of(Sanction sanction) {
            return new Sanctioned(word(sanction.rule()), word(sanction.step()), sanction.enforced(), sanction.limit(),
                    Instant.ofEpochMilli(sanction.sinceMs()), Instant.ofEpochMilli(sanction.untilMs()),
                    Instant.ofEpochMilli(sanction.leaseUntilMs()));
        }
    }

    /** As it is written in frames and events. */
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** @param left sockets it may open besides those it holds */
    record Slots(int active, int limit, int left) {}

    /**
     * @param left permits it has now
     * @param retryAfterMs until it has one; 0 where it has
     * @param candidate the number that runs in shadow; absent for none
     * @param wouldReject of the permits it has used in the window, those that a candidate would have refused
     */
    record Rate(int limit, long windowMs, int left, long retryAfterMs, boolean off, @Nullable Integer candidate,
            int wouldReject) {}

    /** @param client an address such as {@code 192.0.2.1}, or a client key */
    @GetMapping("/api/debug/clients/{client}")
    Standing standing(@PathVariable String client) {
        ClientKey key = ClientKey.named(client);
        ClientLimits byDefault = effectiveLimits.byDefault();
        ClientLimits own = sanctions.of(key) instanceof Restriction.Throttled throttled
                ? byDefault.throttledTo(throttled.limit())
                : byDefault;
        Limits limits = own.limits();
        Limits candidate = own.candidate();
        var subject = Limiters.Subject.of(key);
        return new Standing(key.value(), pseudonyms.all(key),
                slots(pool.connections(key), limits.connectionsPerClient()),
                rate(LimitName.CONNECTION_RATE, subject, limits.connectionRate(),
                        candidate == null ? null : candidate.connectionRate().limit()),
                rate(LimitName.SESSION_CREATION, subject, limits.sessionCreation(),
                        candidate == null ? null : candidate.sessionCreation().limit()),
                refusals.of(key).orElse(null), network(key.network(), byDefault.limits()),
                sanctions.find(key).map(Sanctioned::of).orElse(null));
    }

    private @Nullable Network network(@Nullable ClientKey network, Limits limits) {
        NetworkFactor factor = pool.network();
        if (network == null || factor.isNone()) {
            return null;
        }
        var subject = Limiters.Subject.ofNetwork(network);
        return new Network(network.value(),
                slots(pool.connectionsOfNetwork(network), factor.of(limits.connectionsPerClient())),
                rate(LimitName.CONNECTION_RATE, subject, factor.of(limits.connectionRate()), null),
                rate(LimitName.SESSION_CREATION, subject, factor.of(limits.sessionCreation()), null));
    }

    private static Slots slots(int active, int limit) {
        return new Slots(active, limit, Math.max(0, limit - active));
    }

    private Rate rate(LimitName name, Limiters.Subject subject, RateLimit rate, @Nullable Integer candidate) {
        return new Rate(rate.limit(), rate.windowMs(), limiters.available(name, subject, rate),
                limiters.millisUntilPermit(name, subject, rate), effectiveLimits.isOff(name), candidate,
                limiters.refusedByCandidate(name, subject, rate));
    }
}
