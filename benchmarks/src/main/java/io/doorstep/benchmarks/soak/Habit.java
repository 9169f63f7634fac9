package io.doorstep.benchmarks.soak;

import java.util.Random;

/** What people in the crowd do. */
enum Habit {
    /** Says a few things and leaves. */
    CHAT(40),
    /** Vanishes with a reset, inside or on the way in. */
    KILL(15),
    /** Stays connected and answers nothing. */
    HALF_OPEN(10),
    /** Some of a conversation do not read, while the others talk much. */
    SLOW_READERS(4),
    /** Comes again and again, until its rate is used up and on. */
    HAMMER(6),
    /** Opens more sockets than one client may have. */
    HOARD(6),
    /** Sends frames that are none. */
    NONSENSE(12),
    /** Many at once. */
    BURST(3);

    private final int weight;

    Habit(int weight) {
        this.weight = weight;
    }

    /** One of them, the common ones more often. */
    static Habit any(Random random) {
        int sum = 0;
        for (Habit habit : values()) {
            sum += habit.weight;
        }
        int left = random.nextInt(sum);
        for (Habit habit : values()) {
            left -= habit.weight;
            if (left < 0) {
                return habit;
            }
        }
        throw new IllegalStateException("the weights are more than their sum");
    }
}
