package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The visitors of a shop, as many as the hour of the day wants. Most look at one page or two and a few at twenty, so that
 * attempts per client and 5 minutes have a p50 of 2 and a p99 of about 9, which is what logs of real sites show.
 *
 * @param lasts how long the shop is watched; it begins at midnight
 * @param visitorsPerHour newcomers an hour at noon, a tenth of it at midnight
 */
public record Shop(Duration lasts, int visitorsPerHour) implements Traffic {
    private static final double TYPICAL_PAGES = 0.55;
    private static final double SPREAD = 0.75;
    private static final int MOST_PAGES = 40;
    private static final double SECONDS_A_PAGE = 20;
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    @Override
    public boolean isLegit() {
        return true;
    }

    @Override
    public void play(RandomGenerator random, Door door) {
        long end = lasts.toMillis();
        int client = 0;
        double time = random.nextExponential() * HOUR_MS / visitorsPerHour;
        while (time < end) {
            if (random.nextDouble() < share((long) time)) {
                visit(random, door, (long) time, client++);
            }
            time += random.nextExponential() * HOUR_MS / visitorsPerHour;
        }
    }

    private static double share(long timeMs) {
        return 0.55 - 0.45 * Math.cos(2 * Math.PI * timeMs / DAY_MS);
    }

    private void visit(RandomGenerator random, Door door, long startMs, int client) {
        long pages = Math.clamp(Math.round(Math.exp(random.nextGaussian(TYPICAL_PAGES, SPREAD))), 1, MOST_PAGES);
        long time = startMs;
        for (int page = 0; page < pages && time < lasts.toMillis(); page++) {
            door.attempt(time, client);
            time += (long) (random.nextExponential() * SECONDS_A_PAGE * 1000);
        }
    }
}
