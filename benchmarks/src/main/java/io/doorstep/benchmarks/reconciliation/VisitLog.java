package io.doorstep.benchmarks.reconciliation;

import io.doorstep.events.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What visitors met with, and which events must come of it. Written on one thread, read when they have gone. */
public final class VisitLog {
    /** The status of an upgrade for whose explanation there is no room. */
    static final int SHED = 503;
    private static final long LONGEST = Duration.ofMinutes(2).toNanos();
    private static final int DIGITS = 3;

    private final Map<String, Histogram> firstFrames = new HashMap<>();
    private final Map<String, Long> acknowledged = new HashMap<>();
    private final Map<String, Instant> opens = new HashMap<>();
    private final Map<String, Instant> messages = new HashMap<>();
    private final Map<String, Instant> closes = new HashMap<>();
    private final Map<String, Long> rejections = new TreeMap<>();
    private final Map<String, Failures> failures = new TreeMap<>();
    private long attempts;
    private long closeHandshakes;

    /** Failures of one kind: how many, and between which instants. */
    record Failures(long count, Instant first, Instant last) {
        static Failures one() {
            Instant now = Instant.now();
            return new Failures(1, now, now);
        }

        Failures plus(Failures later) {
            return new Failures(count + later.count, first, later.last);
        }

        @Override
        public String toString() {
            return "%,d from %s to %s".formatted(count, first.truncatedTo(ChronoUnit.SECONDS),
                    last.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    void attempted() {
        attempts++;
    }

    /** @param nanos from when it was due to its first frame */
    void admitted(String phase, long nanos, String connectionId) {
        firstFrames(phase).recordValue(Math.min(nanos, LONGEST));
        opens.put(connectionId, Instant.now());
    }

    /** Its message is acknowledged, and so on Kafka. */
    void acknowledged(String phase, String connectionId) {
        acknowledged.merge(phase, 1L, Long::sum);
        messages.put(connectionId, Instant.now());
    }

    /** @param inOrder whether the service has read all that it sent, so that its message must be on Kafka, too */
    void left(String connectionId, boolean inOrder) {
        closes.put(connectionId, Instant.now());
        if (inOrder) {
            closeHandshakes++;
            messages.putIfAbsent(connectionId, Instant.now());
        }
    }

    /** Not admitted, for a reason that is documented or not. */
    void rejected(String code) {
        boolean known = code.equals(String.valueOf(SHED))
                || Arrays.stream(ErrorCode.values()).anyMatch(one -> one.name().equals(code));
        if (known) {
            rejections.merge(code, 1L, Long::sum);
        } else {
            failed(code);
        }
    }

    void failed(String problem) {
        failures.merge(problem, Failures.one(), Failures::plus);
    }

    /** How long those who were due in a phase waited for their first frame, in nanoseconds. */
    public Histogram firstFrames(String phase) {
        return firstFrames.computeIfAbsent(phase, _ -> new Histogram(LONGEST, DIGITS));
    }

    /** Messages acknowledged before their visitors, who were due in this phase, left. */
    public long acknowledgements(String phase) {
        return acknowledged.getOrDefault(phase, 0L);
    }

    public long attempts() {
        return attempts;
    }

    /** Of those admitted, closed with a close handshake that they began. */
    public long closeHandshakes() {
        return closeHandshakes;
    }

    /** When each connection was opened, by its id. */
    public Map<String, Instant> opens() {
        return opens;
    }

    Map<String, Instant> closes() {
        return closes;
    }

    Map<String, Instant> messages() {
        return messages;
    }

    /** By the documented code, and 503. */
    public Map<String, Long> rejections() {
        return rejections;
    }

    /** What was not as it should be, how often and when. */
    Map<String, Failures> failures() {
        return failures;
    }

    /** No attempt failed. */
    public Check admissionErrors() {
        return Check.none("admission errors" + (failures.isEmpty() ? "" : " " + failures),
                failures.values().stream().mapToLong(Failures::count).sum());
    }
}
