package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A restart: everybody who was connected comes back, and tries several times before it works. Real visitors.
 *
 * @param visitors who were connected
 * @param attempts of each of them
 * @param lasts over how long the attempts are spread
 */
public record ReconnectStorm(int visitors, int attempts, Duration lasts) implements Traffic {

    @Override
    public boolean isLegit() {
        return true;
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        for (int visitor = 0; visitor < visitors; visitor++) {
            for (int attempt = 0; attempt < attempts; attempt++) {
                door.attempt(random.nextLong(lasts.toMillis()), visitor);
            }
        }
    }
}
