package io.doorstep.chat.admission;

import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.chat.limiter.Acquisition;
import io.doorstep.chat.limiter.Limiters;
import io.doorstep.chat.limits.NetworkFactor;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of a client and of the network it shares: takes a permit of both, or of none. A limiter of the network
 * that fails refuses nobody.
 */
final class SharedRates {
    private final Limiters limiters;
    private final NetworkFactor factor;

    SharedRates(Limiters limiters, NetworkFactor factor) {
        this.limiters = limiters;
        this.factor = factor;
    }

    sealed interface Outcome {

        /**
         * @param network what the network's limiter granted; absent where it was not asked
         * @param failure of the network's limiter; absent where it works
         */
        record Granted(Acquisition.Granted client, Acquisition.@Nullable Granted network,
                Acquisition.@Nullable Failed failure) implements Outcome {

            void giveBack() {
                client.giveBack();
                if (network != null) {
                    network.giveBack();
                }
            }
        }

        /** Why there is no permit. */
        sealed interface NotGranted extends Outcome {}

        /** @param limit the one that is reached, under which the wait is the longer */
        record Refused(RateLimit limit, boolean byNetwork, long waitMs) implements NotGranted {}

        /** The client's own limiter failed. */
        record Failed(Acquisition.Failed why) implements NotGranted {}
    }

    /** As below, where the network has a multiple of the client's own limit. */
    Outcome tryAcquire(LimitName name, Client client, RateLimit limit, int candidate) {
        return tryAcquire(name, client, limit, limit, candidate);
    }

    /**
     * @param base the limit of which the network has a multiple
     * @param candidate number under the client's limit that runs in shadow; that of the limit where there is none
     */
    Outcome tryAcquire(LimitName name, Client client, RateLimit limit, RateLimit base, int candidate) {
        ClientKey network = factor.isNone() ? null : client.network();
        return network == null
                ? tryAcquire(name, Limiters.Subject.of(client.key()), limit, candidate)
                : tryAcquire(name, client, network, rates(limit, base), candidate);
    }

    /** As above, of a limit that no network has. */
    Outcome tryAcquire(LimitName name, Limiters.Subject subject, RateLimit limit, int candidate) {
        return switch (limiters.tryAcquire(name, subject, limit, candidate)) {
            case Acquisition.Granted granted -> new Outcome.Granted(granted, null, null);
            case Acquisition.Refused(long wait) -> new Outcome.Refused(limit, false, wait);
            case Acquisition.Failed failed -> new Outcome.Failed(failed);
        };
    }

    /** Asks the network before it takes of the client, since not every limiter takes a permit back. */
    private Outcome tryAcquire(LimitName name, Client client, ClientKey network, Rates rates, int candidate) {
        var own = Limiters.Subject.of(client.key());
        long shared = waitOfNetwork(name, network, rates);
        if (shared > 0) {
            return notGranted(rates, limiters.obstacle(name, own, rates.own()), shared);
        }
        return switch (limiters.tryAcquire(name, own, rates.own(), candidate)) {
            case Acquisition.NotGranted why -> notGranted(rates, why, 0);
            case Acquisition.Granted granted -> withNetwork(name, network, rates, granted);
        };
    }

    private static Outcome.NotGranted notGranted(Rates rates, Acquisition.@Nullable NotGranted own, long shared) {
        return switch (own) {
            case null -> refused(rates, 0, shared);
            case Acquisition.Refused(long wait) -> refused(rates, wait, shared);
            case Acquisition.Failed failed -> new Outcome.Failed(failed);
        };
    }

    private static Outcome.Refused refused(Rates rates, long own, long shared) {
        return shared > own
                ? new Outcome.Refused(rates.shared(), true, shared)
                : new Outcome.Refused(rates.own(), false, own);
    }

    private Outcome withNetwork(LimitName name, ClientKey network, Rates rates, Acquisition.Granted client) {
        return switch (limiters.tryAcquire(name, Limiters.Subject.ofNetwork(network), rates.shared())) {
            case Acquisition.Granted granted -> new Outcome.Granted(client, granted, null);
            case Acquisition.Failed failed -> new Outcome.Granted(client, null, failed);
            case Acquisition.Refused(long wait) -> {
                client.giveBack();
                yield new Outcome.Refused(rates.shared(), true, wait);
            }
        };
    }

    /** Why there would be no permit now; null where there would. Takes nothing. The limits are those of a permit. */
    Outcome.@Nullable NotGranted obstacle(LimitName name, Client client, RateLimit limit, RateLimit base) {
        Acquisition.NotGranted own = limiters.obstacle(name, Limiters.Subject.of(client.key()), limit);
        ClientKey network = factor.isNone() ? null : client.network();
        Rates rates = rates(limit, base);
        long shared = network == null ? 0 : waitOfNetwork(name, network, rates);
        return own == null && shared == 0 ? null : notGranted(rates, own, shared);
    }

    private Rates rates(RateLimit own, RateLimit base) {
        return new Rates(own, factor.isNone() ? base : factor.of(base));
    }

    /** In milliseconds; 0 where it would grant, or fails. */
    private long waitOfNetwork(LimitName name, ClientKey network, Rates rates) {
        return limiters.obstacle(name, Limiters.Subject.ofNetwork(network),
                rates.shared()) instanceof Acquisition.Refused(long wait) ? wait : 0;
    }

    /**
     * Under which a client and its network take a permit.
     *
     * @param own the client's
     * @param shared the network's
     */
    private record Rates(RateLimit own, RateLimit shared) {}
}
