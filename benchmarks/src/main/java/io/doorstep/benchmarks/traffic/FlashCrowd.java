package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A sale begins: many real visitors at once, on a site that has become slow, so that each of them reloads again and
 * again.
 *
 * @param visitors how many; they arrive within the first 2 minutes
 * @param reloadEvery between two attempts of one of them, on average
 * @param lasts until the last of them leaves
 */
public record FlashCrowd(int visitors, Duration reloadEvery, Duration lasts) implements Traffic {
    private static final int ARRIVE_WITHIN_MS = 120_000;

    @Override
    public boolean isLegit() {
        return true;
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        for (int visitor = 0; visitor < visitors; visitor++) {
            long time = random.nextInt(ARRIVE_WITHIN_MS);
            while (time < lasts.toMillis()) {
                door.attempt(time, visitor);
                time += (long) (reloadEvery.toMillis() * (0.5 + random.nextDouble()));
            }
        }
    }
}
