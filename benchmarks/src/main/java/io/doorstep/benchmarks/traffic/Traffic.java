package io.doorstep.benchmarks.traffic;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Connection attempts of some clients, from a beginning on. */
public sealed interface Traffic
        permits Shop, FlashCrowd, ReconnectStorm, Office, Burst, Drip, Rotating, Poisoner, Pulse, Dawn {

    /** From the beginning to the last attempt at most. */
    Duration lasts();

    /** Whether those are people whom the door is for; false: whom it is to keep out. */
    boolean isLegit();

    /** The same for one of its clients, where they differ. */
    default boolean isLegit(int client) {
        return isLegit();
    }

    /** Makes the attempts, in any order. */
    void play(RandomGenerator random, Door door);

    /** Where the attempts go. */
    @FunctionalInterface
    interface Door {

        /**
         * @param afterMs since the beginning, in milliseconds, 0 or more
         * @param client number of the client among those of this traffic, from 0
         */
        void attempt(long afterMs, int client);
    }
}
