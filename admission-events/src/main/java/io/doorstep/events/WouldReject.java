package io.doorstep.events;

import org.jspecify.annotations.Nullable;

/**
 * Attempts of one client were admitted within one second that the candidate of a limit would have refused. Its time is
 * that of the first of them.
 *
 * @param client keyed hash of the client
 * @param limitName absent where this version does not know it
 * @param count how many attempts this stands for, at least 1
 * @param limit number of the candidate
 * @param windowMs its window in milliseconds; 0 for a limit without one
 * @param productId absent where the client sent many different ones within the second
 * @param limitsRevision revision that brought the candidate
 */
public record WouldReject(String client, @Nullable LimitName limitName, long count, int limit, long windowMs,
        @Nullable String productId, Tier tier, @Nullable String country, long limitsRevision) implements Event {

    public WouldReject {
        Promise.name("client", client);
        Promise.optionalName("product_id", productId);
        Promise.present("tier", tier);
        Promise.optionalName("country", country);
    }

    @Override
    public String key() {
        return client;
    }
}
