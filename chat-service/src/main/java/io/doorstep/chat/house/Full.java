package io.doorstep.chat.house;

import io.doorstep.events.Tier;

/** Why there is no place. */
public enum Full implements Slots.Outcome {
    POOL,
    /** Those that strangers may have are taken, or kept for others. */
    STRANGERS,
    AGENTS,
    CLIENT,
    NETWORK,
    /** The network has its share of a crowded house. */
    NETWORK_SHARE;

    /** Where all places that are open to this tier are taken, or kept for others. */
    static Full of(Tier tier) {
        return tier == Tier.ANONYMOUS ? STRANGERS : POOL;
    }

    /** Whether one socket less would let the attempt in. */
    boolean isForWantOfRoom() {
        return this == POOL || this == STRANGERS;
    }
}
