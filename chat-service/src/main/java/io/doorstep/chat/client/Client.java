package io.doorstep.chat.client;

import io.doorstep.events.Tier;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling.
 *
 * @param country ISO 3166-1 alpha-2, where known
 * @param network the network whose budgets it shares; absent where it shares none
 */
public record Client(ClientKey key, Tier tier, @Nullable String country, @Nullable ClientKey network) {

    /** In the network that its key tells. */
    public Client(ClientKey key, Tier tier, @Nullable String country) {
        this(key, tier, country, key.network());
    }

    /** The same client of another tier. */
    public Client as(Tier other) {
        return other == tier ? this : new Client(key, other, country, network);
    }
}
