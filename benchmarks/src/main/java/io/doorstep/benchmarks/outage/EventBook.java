package io.doorstep.benchmarks.outage;

import io.doorstep.events.ChatMessage;
import io.doorstep.events.ConnectionActivity;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.FailedOpen;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is on Kafka. */
final class EventBook {
    private final Map<String, BitSet> sequences = new HashMap<>();
    private final List<String> opened = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<String> spoke = new ArrayList<>();
    private long events;
    private long twice;
    private long activeOpened;
    private long activeMessages;
    private long failedOpen;

    void add(EventEnvelope envelope) {
        events++;
        BitSet seen = sequences.computeIfAbsent(envelope.source(), _ -> new BitSet());
        int sequence = Math.toIntExact(envelope.sequence());
        twice += seen.get(sequence) ? 1 : 0;
        seen.set(sequence);
        switch (envelope.event()) {
            case ConnectionOpened event -> opened.add(event.connectionId());
            case ConnectionClosed event -> closed.add(event.connectionId());
            case ChatMessage event -> spoke.add(event.connectionId());
            case ConnectionActivity event -> {
                activeOpened += event.opened();
                activeMessages += event.messages();
            }
            case FailedOpen _ -> failedOpen++;
            default -> {
                // Numbered, and nothing else here.
            }
        }
    }

    long events() {
        return events;
    }

    /** Those whose source and sequence had come before. */
    long twice() {
        return twice;
    }

    /** Holes in the sequences, from 1 to the highest of each source. */
    long holes() {
        return sequences.values().stream().mapToLong(seen -> seen.length() - 1L - seen.cardinality()).sum();
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
    long activeOpened() {
        return activeOpened;
    }

    long activeMessages() {
        return activeMessages;
    }

    long failedOpen() {
        return failedOpen;
    }
}
