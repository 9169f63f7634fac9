package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Many people behind one address: to the door they are one client. Real visitors.
 *
 * @param people how many
 * @param visitEvery between two attempts of one of them, on average
 * @param lasts how long they are at work
 */
public record Office(int people, Duration visitEvery, Duration lasts) implements Traffic {

    @Override
    public boolean isLegit() {
        return true;
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        for (int person = 0; person < people; person++) {
            double time = random.nextExponential() * visitEvery.toMillis();
            while (time < lasts.toMillis()) {
                door.attempt((long) time, 0);
                time += random.nextExponential() * visitEvery.toMillis();
            }
        }
    }
}
