package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * Attempts of one client were refused for one reason within one second. Its time is that of the first of them.
 *
 * @param client keyed hash of the client
 * @param code the reason, as the client was told it
 * @param count how many attempts this stands for, at least 1
 * @param limitName the limit that refused; absent where no limit did (a malformed id, a foreign origin)
 * @param limit the number that was reached, by the latest of them; 0 without a limit
 * @param windowMs its window in milliseconds; 0 for a limit without one
 * @param retryAfterMs the wait the client was told last, in milliseconds
 * @param productId absent where the client sent none that is well formed, or many different ones within the second
 * @param scope {@link #NETWORK} where the limit is the one that all clients of its network have together; absent otherwise
 */
public record Violation(String client, ErrorCode code, long count, @Nullable LimitName limitName, int limit,
        long windowMs, long retryAfterMs, @Nullable String productId, Tier tier, @Nullable String country,
        long limitsRevision, @Nullable String scope) implements Event {
    /** What several clients share, such as an IPv6 /48. */
    public static final String NETWORK = "network";

    /** By a limit that is not a network's. */
    public Violation(String client, ErrorCode code, long count, @Nullable LimitName limitName, int limit, long windowMs,
            long retryAfterMs, @Nullable String productId, Tier tier, @Nullable String country, long limitsRevision) {
        this(client, code, count, limitName, limit, windowMs, retryAfterMs, productId, tier, country, limitsRevision,
                null);
    }

    public Violation {
        Promise.name("client", client);
        Promise.present("code", code);
        Promise.optionalName("product_id", productId);
        Promise.present("tier", tier);
        Promise.optionalName("country", country);
    }

    @Override
    public String key() {
        return client;
    }
}
