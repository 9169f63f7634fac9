package io.doorstep.benchmarks.decision;

import java.util.function.BooleanSupplier;

/** Answers clients, and keeps what it needs of each that has asked. */
@FunctionalInterface
interface Decider {

    /**
     * A client that may ask, again and again, whether it is let in; it has not asked yet.
     *
     * @param key what limits are counted by
     */
    BooleanSupplier client(String key);
}
