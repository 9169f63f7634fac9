package io.doorstep.benchmarks.soak;

import java.util.Map;
import java.util.TreeMap;

/** What the crowd has met with so far. Filled by one thread, read by another. */
final class Counts {
    private final TreeMap<String, Long> counts = new TreeMap<>();

    synchronized void add(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    synchronized Map<String, Long> all() {
        return new TreeMap<>(counts);
    }
}
