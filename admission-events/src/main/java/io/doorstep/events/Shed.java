package io.doorstep.events;

/**
 * Upgrades of one network were answered with a 503 before any socket was opened, to keep the explaining of refusals within
 * its bounds.
 *
 * @param prefix keyed hash of the network
 * @param count how many upgrades this stands for, at least 1
 * @param retryAfterMs the wait the network was told, in milliseconds
 */
public record Shed(String prefix, long count, long retryAfterMs) implements Event {

    public Shed {
        Promise.name("prefix", prefix);
    }

    @Override
    public String key() {
        return prefix;
    }
}
