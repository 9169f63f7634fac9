package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * An attack whose addresses change: each is used for a few attempts and never again. No limit per client stops it; it must
 * not turn the limits against those who are real.
 *
 * @param perMinute attempts in all
 * @param attemptsEach of one address, within a minute
 * @param lasts how long it goes on
 */
public record Rotating(int perMinute, int attemptsEach, Duration lasts) implements Traffic {

    @Override
    public boolean isLegit() {
        return false;
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        long attempts = perMinute * lasts.toMinutes();
        for (int attempt = 0; attempt < attempts; attempt++) {
            door.attempt(attempt * lasts.toMillis() / attempts, attempt / attemptsEach);
        }
    }
}
