package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A loud night, and then a morning in which everybody comes at once: whoever learned from the night must not refuse them.
 *
 * @param night clients that are meant ill, numbered first
 * @param morning people, who come when the night is over
 */
public record Dawn(Pulse night, FlashCrowd morning) implements Traffic {

    @Override
    public Duration lasts() {
        return night.lasts().plus(morning.lasts());
    }

    @Override
    public boolean isLegit() {
        return true;
    }

    @Override
    public boolean isLegit(int client) {
        return client >= night.clients();
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        night.play(random, door);
        morning.play(random,
                (afterMs, client) -> door.attempt(night.lasts().toMillis() + afterMs, night.clients() + client));
    }
}
