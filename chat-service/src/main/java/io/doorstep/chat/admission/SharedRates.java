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
                @Nullable RuntimeException failure) implements Outcome {

            void giveBack() {
                client.giveBack();
                if (network != null) {
                    network.giveBack();
                }
            }
        }

        /** @param limit the one that is reached, under which the wait is the longer */
        record Refused(RateLimit limit, boolean byNetwork, long waitMs) implements Outcome {}
    }

    /**
     * @param candidate number under the client's limit that runs in shadow; that of the limit where there is none
     * @throws RuntimeException where the client's own limiter fails
     */
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
        };
    }

    /** Asks the network before it takes of the client, since not every limiter takes a permit back. */
    private Outcome tryAcquire(LimitName name, Client client, ClientKey network, RateLimit limit, int candidate) {
        long shared = millisUntilPermit(name, network, limit);
        if (shared > 0) {
            return refused(limit, limiters.millisUntilPermit(name, Limiters.Subject.of(client.key()), limit), shared);
        }
        return switch (limiters.tryAcquire(name, Limiters.Subject.of(client.key()), limit, candidate)) {
            case Acquisition.Refused(long wait) -> refused(limit, wait, 0);
            case Acquisition.Granted granted -> withNetwork(name, network, limit, granted);
        };
    }

    private Outcome.Refused refused(RateLimit limit, long own, long shared) {
        return shared > own
                ? new Outcome.Refused(factor.of(limit), true, shared)
                : new Outcome.Refused(limit, false, own);
    }

    private Outcome withNetwork(LimitName name, ClientKey network, RateLimit limit, Acquisition.Granted client) {
        RateLimit shared = factor.of(limit);
        try {
            return switch (limiters.tryAcquire(name, Limiters.Subject.ofNetwork(network), shared)) {
                case Acquisition.Granted granted -> new Outcome.Granted(client, granted, null);
                case Acquisition.Refused(long wait) -> {
                    client.giveBack();
                    yield new Outcome.Refused(shared, true, wait);
                }
            };
        } catch (RuntimeException e) {
            return new Outcome.Granted(client, null, e);
        }
    }

    /** Why a permit would be refused now; null where it would not. Takes nothing. */
    Outcome.@Nullable Refused refusal(LimitName name, Client client, RateLimit limit) {
        long own = limiters.millisUntilPermit(name, Limiters.Subject.of(client.key()), limit);
        ClientKey network = factor.isNone() ? null : client.network();
        long shared = network == null ? 0 : millisUntilPermit(name, network, limit);
        return own == 0 && shared == 0 ? null : refused(limit, own, shared);
    }

    /** 0 where its limiter fails. */
    private long millisUntilPermit(LimitName name, ClientKey network, RateLimit limit) {
        try {
            return limiters.millisUntilPermit(name, Limiters.Subject.ofNetwork(network), factor.of(limit));
        } catch (RuntimeException _) {
            return 0;
        }
    }
}
