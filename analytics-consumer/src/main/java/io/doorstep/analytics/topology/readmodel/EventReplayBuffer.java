package io.doorstep.analytics.topology.readmodel;

import io.doorstep.events.Event;
import io.doorstep.events.EventEnvelope;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What the learner publishes, as it is read back, for those who follow along. The latest is remembered, so that who was
 * away for a moment misses nothing.
 */
public final class EventReplayBuffer {
    /** Entries that are remembered. */
    static final int MOST = 1000;

    private final Deque<Held> held = new ArrayDeque<>();
    private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
    private long arrivals;

    /** @param id the learner's own count of its events: unique, and the same on every instance; 0 for what is not remembered */
    public record Entry(long id, Event event) {}

    /** @param arrival counts up in the order in which entries came; 0 for what was there at the start */
    private record Held(long arrival, Entry entry) {}

    /** Remembers an entry from before the start; nobody is told. */
    synchronized void remember(EventEnvelope envelope) {
        hold(new Held(0, new Entry(envelope.sequence(), envelope.event())));
    }

    /** Remembers an entry and tells those who listen, on this thread. */
    public synchronized void add(EventEnvelope envelope) {
        var entry = new Entry(envelope.sequence(), envelope.event());
        hold(new Held(++arrivals, entry));
        listeners.forEach(listener -> listener.accept(entry));
    }

    /** Tells those who listen of what is not remembered: somebody who was away looks it up elsewhere. */
    synchronized void pass(Event event) {
        var entry = new Entry(0, event);
        listeners.forEach(listener -> listener.accept(entry));
    }

    private void hold(Held latest) {
        held.addLast(latest);
        if (held.size() > MOST) {
            held.removeFirst();
        }
    }

    /** The listener must be quick, and not throw. */
    public synchronized void subscribe(Consumer<Entry> listener) {
        listeners.add(listener);
    }

    /**
     * Listens from where somebody had come to: what is remembered of the time since is handed out, and none of it comes
     * again.
     *
     * @param after id of the last entry that was read
     */
    public synchronized List<Entry> subscribe(long after, Consumer<Entry> listener) {
        listeners.add(listener);
        long arrival = held.stream().filter(one -> one.entry().id() == after).mapToLong(Held::arrival).findFirst()
                .orElse(0);
        return arrival > 0
                ? held.stream().filter(one -> one.arrival() > arrival).map(Held::entry).toList()
                : held.stream().map(Held::entry).filter(entry -> entry.id() > after)
                        .sorted(Comparator.comparingLong(Entry::id)).toList();
    }

    public synchronized void unsubscribe(Consumer<Entry> listener) {
        listeners.remove(listener);
    }
}
