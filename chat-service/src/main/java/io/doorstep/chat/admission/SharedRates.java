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

    /** @param candidate number under the client's limit that runs in shadow; that of the limit where there is none */
    Outcome tryAcquire(LimitName name, Client client, RateLimit limit, int candidate) {
        ClientKey network = factor.isNone() ? null : client.network();
        return network == null
                ? tryAcquire(name, Limiters.Subject.of(client.key()), limit, candidate)
                : tryAcquire(name, client, network, limit, candidate);
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
    private Outcome tryAcquire(LimitName name, Client client, ClientKey network, RateLimit limit, int candidate) {
        var own = Limiters.Subject.of(client.key());
        long shared = waitOfNetwork(name, network, limit);
        if (shared > 0) {
            return notGranted(limit, limiters.obstacle(name, own, limit), shared);
        }
        return switch (limiters.tryAcquire(name, own, limit, candidate)) {
            case Acquisition.NotGranted why -> notGranted(limit, why, 0);
            case Acquisition.Granted granted -> withNetwork(name, network, limit, granted);
        };
    }

    private Outcome.NotGranted notGranted(RateLimit limit, Acquisition.@Nullable NotGranted own, long shared) {
        return switch (own) {
            case null -> refused(limit, 0, shared);
            case Acquisition.Refused(long wait) -> refused(limit, wait, shared);
            case Acquisition.Failed failed -> new Outcome.Failed(failed);
        };
    }

    private Outcome.Refused refused(RateLimit limit, long own, long shared) {
        return shared > own
                ? new Outcome.Refused(factor.of(limit), true, shared)
                : new Outcome.Refused(limit, false, own);
    }

    private Outcome withNetwork(LimitName name, ClientKey network, RateLimit limit, Acquisition.Granted client) {
        RateLimit shared = factor.of(limit);
        return switch (limiters.tryAcquire(name, Limiters.Subject.ofNetwork(network), shared)) {
            case Acquisition.Granted granted -> new Outcome.Granted(client, granted, null);
            case Acquisition.Failed failed -> new Outcome.Granted(client, null, failed);
            case Acquisition.Refused(long wait) -> {
                client.giveBack();
                yield new Outcome.Refused(shared, true, wait);
            }
        };
    }

    /** Why there would be no permit now; null where there would. Takes nothing. */
    Outcome.@Nullable NotGranted obstacle(LimitName name, Client client, RateLimit limit) {
        Acquisition.NotGranted own = limiters.obstacle(name, Limiters.Subject.of(client.key()), limit);
        ClientKey network = factor.isNone() ? null : client.network();
        long shared = network == null ? 0 : waitOfNetwork(name, network, limit);
        return own == null && shared == 0 ? null : notGranted(limit, own, shared);
    }

    /** In milliseconds; 0 where it would grant, or fails. */
    private long waitOfNetwork(LimitName name, ClientKey network, RateLimit limit) {
        return limiters.obstacle(name, Limiters.Subject.ofNetwork(network),
                factor.of(limit)) instanceof Acquisition.Refused(long wait) ? wait : 0;
    }
}
