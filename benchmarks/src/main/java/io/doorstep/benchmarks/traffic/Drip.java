package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The quiet attack: addresses that stay under any limit a site can have, evenly, for hours.
 *
 * @param clients addresses
 * @param every between two attempts of each of them
 * @param lasts how long it goes on
 */
public record Drip(int clients, Duration every, Duration lasts) implements Traffic {

    @Override
    public boolean isLegit() {
        return false;
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        for (int client = 0; client < clients; client++) {
            for (long time = random.nextLong(every.toMillis()); time < lasts.toMillis(); time += every.toMillis()) {
                door.attempt(time, client);
            }
        }
    }
}
