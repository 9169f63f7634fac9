package io.doorstep.benchmarks.replay;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what the replay saw, per label. */
final class Tally {
    private final TreeMap<String, LabelCounts> labels = new TreeMap<>();
    private final Set<String> connectionIds = new HashSet<>();
    private final TreeMap<String, Integer> problems = new TreeMap<>();
    private long attempts;
    private long settled;
    private long ended;
    private long admitted;
    private long assets;
    private long idleDisconnects;

    void attempt(String label) {
        attempts++;
        of(label).attempts++;
    }

    void admitted(String label, String connectionId) {
        settled++;
        admitted++;
        connectionIds.add(connectionId);
        of(label).admitted++;
    }

    void rejected(String label, String code) {
        settled++;
        of(label).rejected.merge(code, 1L, Long::sum);
    }

    /** An attempt that came to nothing, without a reason given. */
    void failed(String label, String problem) {
        settled++;
        ended++;
        of(label).failed++;
        problems.merge(problem, 1, Integer::sum);
    }

    /** A socket that had been admitted or rejected, and then broke. */
    void broken(String label, String problem) {
        ended++;
        of(label).broken++;
        problems.merge(problem, 1, Integer::sum);
    }

    void ended() {
        ended++;
    }

    void message(String label) {
        of(label).messages++;
    }

    void acknowledged(String label) {
        of(label).acknowledged++;
    }

    void messageRefused(String label, String code) {
        of(label).messagesRefused.merge(code, 1L, Long::sum);
    }

    /** A message whose socket was refused, or ended before it went out. */
    void unsent(String label) {
        of(label).unsent++;
    }

    void asset() {
        assets++;
    }

    /** A disconnect of a client without a socket. */
    void idleDisconnect() {
        idleDisconnects++;
    }

    private LabelCounts of(String label) {
        return labels.computeIfAbsent(label, _ -> new LabelCounts());
    }

    Map<String, LabelCounts> labels() {
        return Collections.unmodifiableMap(labels);
    }

    LabelCounts total() {
        LabelCounts total = new LabelCounts();
        labels.values().forEach(total::add);
        return total;
    }

    /** Ids of the admitted connections. */
    Set<String> connectionIds() {
        return Collections.unmodifiableSet(connectionIds);
    }

    /** What went wrong, with how often. */
    Map<String, Integer> problems() {
        return Collections.unmodifiableMap(problems);
    }

    long attempts() {
        return attempts;
    }

    long admitted() {
        return admitted;
    }

    /** Attempts that were answered with a no. */
    long rejected() {
        return total().rejectedInAll();
    }

    /** Attempts without an answer yet. */
    long pending() {
        return attempts - settled;
    }

    /** Sockets that have not ended yet. */
    long open() {
        return attempts - ended;
    }

    /** Grows whenever a socket gets on: attempted, answered, ended. */
    long steps() {
        return attempts + settled + ended;
    }

    long assets() {
        return assets;
    }

    long idleDisconnects() {
        return idleDisconnects;
    }
}
