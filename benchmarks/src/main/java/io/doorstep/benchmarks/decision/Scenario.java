package io.doorstep.benchmarks.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * Under which circumstances the subjects are compared.
 *
 * @param clients that take turns, in random order
 * @param threads that decide at once
 */
record Scenario(int clients, Outcome outcome, int threads) {
    private static final int MANY = 200_000;

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (int clients : new int[]{1, MANY}) {
            for (Outcome outcome : Outcome.values()) {
                for (int threads : new int[]{1, 2}) {
                    all.add(new Scenario(clients, outcome, threads));
                }
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return "%s, %s, %s".formatted(clients == 1 ? "1 client" : "%,d clients".formatted(clients),
                outcome == Outcome.GRANTED ? "granted" : "denied", threads == 1 ? "1 thread" : threads + " threads");
    }
}
