package io.doorstep.benchmarks.hostile;

import io.doorstep.events.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What visitors met with, and which events must come of it. Written on one thread, read when they have gone. */
final class VisitLog {
    /** The status of an upgrade for whose explanation there is no room. */
    static final int SHED = 503;
    private static final long LONGEST = Duration.ofMinutes(2).toNanos();

    private final Map<String, Instant> opens = new HashMap<>();
    private final Map<String, Instant> messages = new HashMap<>();
    private final Map<String, Instant> closes = new HashMap<>();
    private final Map<String, Long> told = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    final Histogram firstFrames = new Histogram(LONGEST, 3);

    /** @param nanos from when it was due to its first frame */
    void admitted(String connectionId, long nanos) {
        firstFrames.recordValue(Math.min(nanos, LONGEST));
        opens.put(connectionId, Instant.now());
    }

    /** Its message is acknowledged, and so on Kafka. */
    void said(String connectionId) {
        messages.put(connectionId, Instant.now());
    }

    /** @param inOrder whether the service has read all that it sent, so that its message must be on Kafka, too */
    void left(String connectionId, boolean inOrder) {
        closes.put(connectionId, Instant.now());
        if (inOrder) {
            messages.putIfAbsent(connectionId, Instant.now());
        }
    }

    /** Not admitted, for a reason that is documented or not. */
    void told(String code) {
        boolean known = code.startsWith("shed")
                || Arrays.stream(ErrorCode.values()).anyMatch(one -> one.name().equals(code));
        (known ? told : failures).merge(code, 1L, Long::sum);
    }

    void failed(String problem) {
        failures.merge(problem, 1L, Long::sum);
    }

    /** When each connection was opened, by its id. */
    Map<String, Instant> opens() {
        return opens;
    }

    Map<String, Instant> closes() {
        return closes;
    }

    Map<String, Instant> messages() {
        return messages;
    }

    Map<String, Long> told() {
        return told;
    }

    Map<String, Long> failures() {
        return failures;
    }
}
