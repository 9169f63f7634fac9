package io.doorstep.benchmarks.soak;

import java.util.Map;
import java.util.TreeMap;

/** What the crowd has met with so far. Filled by one thread, read by another. */
public final class Counts {
    private final TreeMap<String, Long> counts = new TreeMap<>();

    public synchronized void add(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    public synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    public synchronized Map<String, Long> all() {
        return new TreeMap<>(counts);
    }
}
