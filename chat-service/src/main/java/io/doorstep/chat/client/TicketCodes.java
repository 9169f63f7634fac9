package io.doorstep.chat.client;

import io.doorstep.events.Tier;

/** The bytes of tiers. They are in tickets out in the world: a code never changes its meaning. */
final class TicketCodes {
    private TicketCodes() {}

    static byte code(Tier tier) {
        return switch (tier) {
            case ANONYMOUS -> 0;
            case AUTHENTICATED -> 1;
            case RETURNING -> 2;
            case AGENT -> 3;
        };
    }

    static Tier tier(byte code) {
        return switch (code) {
            case 1 -> Tier.AUTHENTICATED;
            case 2 -> Tier.RETURNING;
            case 3 -> Tier.AGENT;
            default -> Tier.ANONYMOUS;
        };
    }
}
