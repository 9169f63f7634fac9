package io.doorstep.benchmarks.outage;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What the sockets saw. Written on their thread, read when they have gone. */
final class CallerBook {
    private static final long LONGEST = Duration.ofMinutes(2).toNanos();
    private static final int DIGITS = 3;

    private final Map<Phase, Histogram> firstFrames = new EnumMap<>(Phase.class);
    private final Map<Phase, Long> acknowledged = new EnumMap<>(Phase.class);
    private final Map<String, Long> troubles = new TreeMap<>();
    private final Set<String> admitted = new HashSet<>();
    private long attempts;
    private long ended;

    CallerBook() {
        for (Phase phase : Phase.values()) {
            firstFrames.put(phase, new Histogram(LONGEST, DIGITS));
        }
    }

    void attempted() {
        attempts++;
    }

    /** @param nanos from when it was due to its first frame */
    void admitted(Phase phase, long nanos, String connectionId) {
        firstFrames(phase).recordValue(Math.min(nanos, LONGEST));
        admitted.add(connectionId);
    }

    void acknowledged(Phase phase) {
        acknowledged.merge(phase, 1L, Long::sum);
    }

    void ended() {
        ended++;
    }

    void troubled(String trouble) {
        troubles.merge(trouble, 1L, Long::sum);
    }

    Histogram firstFrames(Phase phase) {
        return Objects.requireNonNull(firstFrames.get(phase));
    }

    /** Messages acknowledged before their callers, who were due in this phase, left. */
    long acknowledgements(Phase phase) {
        return acknowledged.getOrDefault(phase, 0L);
    }

    /** Ids of the connections; each of them said one thing. */
    Set<String> admitted() {
        return admitted;
    }

    long attempts() {
        return attempts;
    }

    /** Of those admitted, closed with a proper close handshake. */
    long properlyEnded() {
        return ended;
    }

    /** What was not as it should be, and how often. */
    Map<String, Long> troubles() {
        return troubles;
    }
}
