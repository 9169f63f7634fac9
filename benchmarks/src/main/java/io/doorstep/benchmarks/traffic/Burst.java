package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The loud attack: a few addresses that connect as fast as they can.
 *
 * @param clients addresses
 * @param perMinute attempts of each of them
 * @param lasts how long it goes on
 */
public record Burst(int clients, int perMinute, Duration lasts) implements Traffic {

    @Override
    public boolean isLegit() {
        return false;
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        long each = perMinute * lasts.toMinutes();
        for (int client = 0; client < clients; client++) {
            for (long attempt = 0; attempt < each; attempt++) {
                door.attempt(random.nextLong(lasts.toMillis()), client);
            }
        }
    }
}
