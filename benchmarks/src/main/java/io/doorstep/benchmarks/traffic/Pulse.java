package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Addresses that are loud for a while and then quiet, again and again; without a pause, a siege.
 *
 * @param clients addresses
 * @param attempts of each of them in one pulse, spread evenly but for their own length of time
 * @param loud how long a pulse is
 * @param every from the beginning of one to that of the next, at least {@code loud}
 * @param lasts how long it goes on
 */
public record Pulse(int clients, int attempts, Duration loud, Duration every, Duration lasts) implements Traffic {

    @Override
    public boolean isLegit() {
        return false;
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        long step = Math.max(1, loud.toMillis() / attempts);
        for (int client = 0; client < clients; client++) {
            for (long start = 0; start + loud.toMillis() <= lasts.toMillis(); start += every.toMillis()) {
                for (int attempt = 0; attempt < attempts; attempt++) {
                    door.attempt(start + attempt * step + random.nextLong(step), client);
                }
            }
        }
    }
}
