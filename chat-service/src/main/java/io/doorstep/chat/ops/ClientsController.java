package io.doorstep.chat.ops;

import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.ClientLimits;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.chat.limits.NumberSource;
import io.doorstep.chat.sanction.Restriction;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.chat.status.RecentRejections;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.events.Sanction;
import io.doorstep.events.Tier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Answers for one client: why it was refused, what it has left, when it may try again. */
@RestController
class ClientsController {
    private final EffectiveLimits effectiveLimits;
    private final Limiters limiters;
    private final ConnectionPool pool;
    private final RecentRejections refusals;
    private final Sanctions sanctions;
    private final Pseudonyms pseudonyms;
    private final ClientResolver clients;

    ClientsController(EffectiveLimits effectiveLimits, Limiters limiters, ConnectionPool pool,
            RecentRejections refusals, Sanctions sanctions,
            Pseudonyms pseudonyms, ClientResolver clients) {
        this.effectiveLimits = effectiveLimits;
        this.limiters = limiters;
        this.pool = pool;
        this.refusals = refusals;
        this.sanctions = sanctions;
        this.pseudonyms = pseudonyms;
        this.clients = clients;
    }

    /**
     * Judged by the limits of the scopes that the client is in.
     *
     * @param tier the one it is given with a ticket of its kind, unless another was asked for
     * @param country absent where none is known or was asked for
     * @param product absent where none was asked for: then no product's limits count
     * @param names those it has on Kafka, under the present secret and then under the previous ones
     * @param lastRefusal absent where it was not refused within the hour
     * @param network absent where it shares the limits of none
     * @param sanction the latest; absent where it has none
     */
    record Standing(String client, String tier, @Nullable String country, @Nullable String product,
            List<Pseudonyms.Named> names, Slots connections, Rate connectionRate, Messages messageRate,
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

    /**
     * @param left sockets it may open besides those it holds
     * @param source where the limit comes from; absent of a network, whose limit is a multiple of the client's
     */
    record Slots(int active, int limit, int left, @Nullable Source source) {}

    /** Of each session, so that it has no use to tell. */
    record Messages(int limit, long windowMs, boolean off, Source source) {}

    /**
     * Where a number comes from.
     *
     * @param scope absent where it holds in all scopes
     * @param kind {@code configured}, {@code learned}, {@code by_hand} or {@code sanction}
     * @param revision that brought it; absent where none did
     * @param operator who set it on this instance; absent for all other kinds
     */
    record Source(@Nullable String scope, String kind, @Nullable Long revision, @Nullable String operator) {

        static Source of(NumberSource source) {
            return new Source(source.scope() == null ? null : source.scope().name(), source.kind().word(),
                    source.revision() == 0 ? null : source.revision(), source.operator());
        }
    }

    /**
     * @param left permits it has now
     * @param retryAfterMs until it has one; 0 where it has
     * @param candidate the number that runs in shadow; absent for none
     * @param wouldReject of the permits it has used in the window, those that a candidate would have refused
     * @param source where the limit comes from; absent of a network, whose limit is a multiple of the client's
     */
    record Rate(int limit, long windowMs, int left, long retryAfterMs, boolean off, @Nullable Integer candidate,
            int wouldReject, @Nullable Source source) {}

    /**
     * @param client an address such as {@code 192.0.2.1}, or a client key
     * @param product whose limits count too; absent: none's
     * @param tier to be judged by, such as {@code returning}; absent: that of its kind
     * @param country to be judged by, such as {@code DE}; absent: that of its address
     */
    @GetMapping("/api/debug/clients/{client}")
    Standing standing(@PathVariable String client, @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String tier,
            @RequestParam(required = false) @Nullable String country) {
        ClientKey key = ClientKey.named(client);
        String place = country == null ? clients.countryOf(key) : country;
        Client asked = new Client(key, tier == null ? key.usualTier() : tier(tier), place);
        ClientLimits effective = effectiveLimits.limitsFor(asked, product == null ? "" : product);
        ClientLimits own = sanctions.of(key) instanceof Restriction.Throttled throttled
                ? effective.throttledTo(throttled.limit())
                : effective;
        Limits limits = own.limits();
        Limits candidate = own.candidate();
        var subject = Limiters.Subject.of(key);
        boolean isThrottled = limits.connectionRate().limit() < effective.limits().connectionRate().limit();
        return new Standing(key.value(), word(asked.tier()), place, product, pseudonyms.all(key),
                slots(pool.house().connections(key), limits.connectionsPerClient(),
                        source(LimitName.CONNECTIONS_PER_CLIENT, asked, product)),
                rate(LimitName.CONNECTION_RATE, subject, limits.connectionRate(),
                        candidate == null ? null : candidate.connectionRate().limit(), isThrottled
                                ? Source.of(NumberSource.SANCTION)
                                : source(LimitName.CONNECTION_RATE, asked, product)),
                new Messages(limits.messageRate().limit(), limits.messageRate().windowMs(),
                        effectiveLimits.isOff(LimitName.MESSAGE_RATE), source(LimitName.MESSAGE_RATE, asked, product)),
                rate(LimitName.SESSION_CREATION, subject, limits.sessionCreation(),
                        candidate == null ? null : candidate.sessionCreation().limit(),
                        source(LimitName.SESSION_CREATION, asked, product)),
                refusals.of(key).orElse(null), network(key.network(), effective.limits()),
                sanctions.find(key).map(Sanctioned::of).orElse(null));
    }

    private Source source(LimitName name, Client client, @Nullable String product) {
        return Source.of(effectiveLimits.sourceOf(name, client, product));
    }

    private static Tier tier(String written) {
        return Arrays.stream(Tier.values()).filter(tier -> word(tier).equals(written)).findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "tier must be one of "
                        + Arrays.stream(Tier.values()).map(ClientsController::word)
                                .collect(Collectors.joining(", "))));
    }

    private @Nullable Network network(@Nullable ClientKey network, Limits limits) {
        NetworkFactor factor = pool.network();
        if (network == null || factor.isNone()) {
            return null;
        }
        var subject = Limiters.Subject.ofNetwork(network);
        return new Network(network.value(),
                slots(pool.house().connectionsOfNetwork(network), factor.of(limits.connectionsPerClient()), null),
                rate(LimitName.CONNECTION_RATE, subject, factor.of(limits.connectionRate()), null, null),
                rate(LimitName.SESSION_CREATION, subject, factor.of(limits.sessionCreation()), null, null));
    }

    private static Slots slots(int active, int limit, @Nullable Source source) {
        return new Slots(active, limit, Math.max(0, limit - active), source);
    }

    private Rate rate(LimitName name, Limiters.Subject subject, RateLimit rate, @Nullable Integer candidate,
            @Nullable Source source) {
        return new Rate(rate.limit(), rate.windowMs(), limiters.available(name, subject, rate),
                limiters.millisUntilPermit(name, subject, rate), effectiveLimits.isOff(name), candidate,
                limiters.refusedByCandidate(name, subject, rate), source);
    }
}
