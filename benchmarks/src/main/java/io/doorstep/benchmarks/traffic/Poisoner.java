package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * An attack on the learner: clients that look busy, a little busier every quarter of an hour for days, so that a limit
 * which follows usage follows them.
 *
 * @param clients addresses
 * @param first attempts of each of them in the first 5 minutes
 * @param last attempts of each of them in the last 5 minutes
 * @param lasts how long it goes on
 */
public record Poisoner(int clients, int first, int last, Duration lasts) implements Traffic {
    private static final long STEP_MS = Duration.ofMinutes(15).toMillis();
    private static final double PER_STEP = 3;

    @Override
    public boolean isLegit() {
        return false;
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        for (long start = 0; start + STEP_MS <= lasts.toMillis(); start += STEP_MS) {
            double pace = first * Math.pow((double) last / first, (double) start / lasts.toMillis());
            for (int client = 0; client < clients; client++) {
                for (int attempt = 0; attempt < pace * PER_STEP; attempt++) {
                    door.attempt(start + random.nextLong(STEP_MS), client);
                }
            }
        }
    }
}
