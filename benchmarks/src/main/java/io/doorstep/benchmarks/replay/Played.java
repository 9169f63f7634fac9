package io.doorstep.benchmarks.replay;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the attempts that were played.
 *
 * @param labels by the label of the row
 * @param problems what went wrong, with how often
 * @param open sockets that would not end
 * @param lag how far the rows were behind their schedule at the worst
 */
public record Played(SortedMap<String, Attempts> labels, Map<String, Integer> problems, long open, Duration lag) {
    public Played {
        labels = new TreeMap<>(labels);
        problems = Map.copyOf(problems);
    }

    /**
     * @param rejected by code
     * @param errors sockets that did not open, and such as broke later
     */
    public record Attempts(long all, long admitted, SortedMap<String, Long> rejected, long errors) {
        public Attempts {
            rejected = new TreeMap<>(rejected);
        }

        public long rejectedInAll() {
            return rejected.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    static Played of(Tally tally, boolean ended, Duration lag) {
        SortedMap<String, Attempts> labels = new TreeMap<>();
        tally.labels().forEach((label, counts) -> labels.put(label,
                new Attempts(counts.attempts, counts.admitted, counts.rejected, counts.errors())));
        return new Played(labels, tally.problems(), ended ? 0 : tally.open(), lag);
    }

    /** Sockets that broke. */
    public long errors() {
        return labels.values().stream().mapToLong(Attempts::errors).sum();
    }
}
