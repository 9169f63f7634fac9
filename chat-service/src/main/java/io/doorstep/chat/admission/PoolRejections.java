package io.doorstep.chat.admission;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.RateLimit;
import java.time.Duration;

/** What those are told who are over a connection rate, or find no slot. */
final class PoolRejections {
    private static final String OF_CLIENT = "";
    private static final String OF_NETWORK = " per network";

    private final Duration retryAfter;
    private volatile Said lastOfClient;
    private volatile Said lastOfNetwork;

    /**
     * @param rate that is likely to be told first
     * @param retryAfter what those are told who found no slot
     */
    PoolRejections(RateLimit rate, Duration retryAfter) {
        this.retryAfter = retryAfter;
        this.lastOfClient = Said.of(rate, OF_CLIENT);
        this.lastOfNetwork = Said.of(rate, OF_NETWORK);
    }

    Rejection rateExceeded(SharedRates.Outcome.Refused refused) {
        RateLimit rate = refused.limit();
        return new Rejection(ErrorCode.RATE_LIMIT_EXCEEDED,
                refused.byNetwork() ? ofNetworkInWords(rate) : ofClientInWords(rate),
                refused.scope(), LimitName.CONNECTION_RATE, rate.limit(), rate.windowMs(), refused.waitMs());
    }

    /** Under a flood the same is said again and again. */
    private String ofClientInWords(RateLimit rate) {
        Said last = lastOfClient;
        if (!last.rate.equals(rate)) {
            last = Said.of(rate, OF_CLIENT);
            lastOfClient = last;
        }
        return last.words;
    }

    private String ofNetworkInWords(RateLimit rate) {
        Said last = lastOfNetwork;
        if (!last.rate.equals(rate)) {
            last = Said.of(rate, OF_NETWORK);
            lastOfNetwork = last;
        }
        return last.words;
    }

    private record Said(RateLimit rate, String words) {

        static Said of(RateLimit rate, String ofWhom) {
            return new Said(rate, "Rate limit exceeded: " + HumanReadable.perWindow(rate, "connection") + ofWhom);
        }
    }

    Rejection full(Slots.Full full, Slots.Caps caps) {
        return switch (full) {
            case POOL -> full("in all", "instance", LimitName.CONNECTIONS_TOTAL, caps.total());
            case CLIENT -> full("per client", "client", LimitName.CONNECTIONS_PER_CLIENT, caps.perClient());
            case NETWORK -> full("per network", "network", LimitName.CONNECTIONS_PER_CLIENT, caps.perNetwork());
        };
    }

    private Rejection full(String ofWhom, String scope, LimitName name, int limit) {
        return new Rejection(ErrorCode.CONNECTION_LIMIT_EXCEEDED,
                "Connection limit reached: " + HumanReadable.count(limit, "connection") + " " + ofWhom, scope, name,
                limit, 0,
                retryAfter.toMillis());
    }
}
