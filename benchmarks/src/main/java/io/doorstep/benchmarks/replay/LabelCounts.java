package io.doorstep.benchmarks.replay;

import java.util.TreeMap;

/** What happened to the rows of one label. */
final class LabelCounts {
    long attempts;
    long admitted;
    long failed;
    long broken;
    long messages;
    long acknowledged;
    long unsent;
    /** Attempts refused, by code. */
    final TreeMap<String, Long> rejected = new TreeMap<>();
    /** Messages refused, by code. */
    final TreeMap<String, Long> messagesRefused = new TreeMap<>();

    void add(LabelCounts other) {
        attempts += other.attempts;
        admitted += other.admitted;
        failed += other.failed;
        broken += other.broken;
        messages += other.messages;
        acknowledged += other.acknowledged;
        unsent += other.unsent;
        other.rejected.forEach((code, count) -> rejected.merge(code, count, Long::sum));
        other.messagesRefused.forEach((code, count) -> messagesRefused.merge(code, count, Long::sum));
    }

    long rejectedInAll() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    long messagesRefusedInAll() {
        return messagesRefused.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Sockets that did not open, and such as broke later. */
    long errors() {
        return failed + broken;
    }
}
