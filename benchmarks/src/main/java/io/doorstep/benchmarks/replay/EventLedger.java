package io.doorstep.benchmarks.replay;

import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.FailedOpen;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Shed;
import io.doorstep.events.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the events on Kafka, each once. Filled by one thread, read by another. */
final class EventLedger {
    /** In place of a code, for an upgrade that was answered with a 503. */
    static final String SHED = "SHED";

    private final Set<String> seen = new HashSet<>();
    private final List<String> opened = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final TreeMap<String, Long> violations = new TreeMap<>();
    private final List<LimitsRevised> revisions = new ArrayList<>();
    private long failedOpen;
    private long duplicates;
    private long unreadable;

    synchronized void add(EventEnvelope envelope) {
        if (!seen.add(envelope.id())) {
            duplicates++;
            return;
        }
        switch (envelope.event()) {
            case ConnectionOpened event -> opened.add(event.connectionId());
            case ConnectionClosed event -> closed.add(event.connectionId());
            case Violation event -> violations.merge(event.code().name(), event.count(), Long::sum);
            case Shed event -> violations.merge(SHED, event.count(), Long::sum);
            case LimitsRevised event -> revisions.add(event);
            case FailedOpen _ -> failedOpen++;
            default -> {
                // Not counted here.
            }
        }
    }

    synchronized void addUnreadable() {
        unreadable++;
    }

    /** Connections among {@code ids} that were opened. */
    synchronized long opened(Set<String> ids) {
        return opened.stream().filter(ids::contains).count();
    }

    synchronized long closed(Set<String> ids) {
        return closed.stream().filter(ids::contains).count();
    }

    /** Connections opened that are not among {@code ids}: somebody else used the stack at the same time. */
    synchronized long openedByOthers(Set<String> ids) {
        return opened.size() - opened(ids);
    }

    /** Refusals by code. */
    synchronized Map<String, Long> violations() {
        return new TreeMap<>(violations);
    }

    synchronized List<LimitsRevised> revisions() {
        return List.copyOf(revisions);
    }

    synchronized long failedOpen() {
        return failedOpen;
    }

    synchronized long duplicates() {
        return duplicates;
    }

    synchronized long unreadable() {
        return unreadable;
    }
}
