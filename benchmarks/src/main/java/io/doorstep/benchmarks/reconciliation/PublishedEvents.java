package io.doorstep.benchmarks.reconciliation;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.FailedOpen;
import io.doorstep.events.InstanceEnded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** The events that were read from Kafka, in sums. */
public final class PublishedEvents {
    private final Map<String, TreeMap<Long, Instant>> sequences = new HashMap<>();
    private final List<String> opened = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<String> spoke = new ArrayList<>();
    private long events;
    private long twice;
    private long activeOpened;
    private long activeMessages;
    private long failedOpen;
    private long ended;

    void add(EventEnvelope envelope) {
        events++;
        TreeMap<Long, Instant> seen = sequences.computeIfAbsent(envelope.source(), _ -> new TreeMap<>());
        twice += seen.put(envelope.sequence(), envelope.time()) == null ? 0 : 1;
        switch (envelope.event()) {
            case ConnectionOpened event -> opened.add(event.connectionId());
            case ConnectionClosed event -> closed.add(event.connectionId());
            case ChatMessage event -> spoke.add(event.connectionId());
            case ConnectionActivity event -> {
                activeOpened += event.opened();
                activeMessages += event.messages();
            }
            case FailedOpen _ -> failedOpen++;
            case InstanceEnded _ -> ended++;
            default -> {
                // Numbered, and nothing else here.
            }
        }
    }

    public long events() {
        return events;
    }

    /** Those whose source and sequence had come before. */
    long twice() {
        return twice;
    }

    /**
     * Numbers that are missing, from 1 to the highest of each source.
     *
     * @param counts is given the times of the events before and after a hole
     */
    long holes(BiPredicate<Instant, Instant> counts) {
        return sequences.values().stream().mapToLong(seen -> holes(seen, counts)).sum();
    }

    private static long holes(SortedMap<Long, Instant> seen, BiPredicate<Instant, Instant> counts) {
        long holes = 0;
        long last = 0;
        Instant before = Instant.MIN;
        for (Map.Entry<Long, Instant> next : seen.entrySet()) {
            long missing = next.getKey() - last - 1;
            holes += missing > 0 && counts.test(before, next.getValue()) ? missing : 0;
            last = next.getKey();
            before = next.getValue();
        }
        return holes;
    }

    /** Connection ids, as often as they came. */
    List<String> opened() {
        return opened;
    }

    List<String> closed() {
        return closed;
    }

    /** The connections that messages came from. */
    List<String> spoke() {
        return spoke;
    }

    /** Sockets by the activity of clients. */
    public long activeOpened() {
        return activeOpened;
    }

    public long activeMessages() {
        return activeMessages;
    }

    public long failedOpen() {
        return failedOpen;
    }

    /** Sources whose last event is there, with the number of it. */
    long ended() {
        return ended;
    }
}
