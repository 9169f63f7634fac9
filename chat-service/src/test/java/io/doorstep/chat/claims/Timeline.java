package io.doorstep.chat.claims;

import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Virtual time, and what is to happen in it, one event after the other. */
final class Timeline {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final @Nullable Consumer<String> trace;
    private long nowMs;
    private long sequence;

    private record Event(long atMs, long sequence, Runnable what) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return atMs != other.atMs
                    ? Long.compare(atMs, other.atMs)
                    : Long.compare(sequence, other.sequence);
        }
    }

    /** @param trace is told what happens; absent: nobody is */
    Timeline(@Nullable Consumer<String> trace) {
        this.trace = trace;
    }

    long nowMs() {
        return nowMs;
    }

    void after(long delayMs, Runnable what) {
        events.add(new Event(nowMs + delayMs, sequence++, what));
    }

    /** @param afterEach is run after each event */
    void go(long untilMs, Runnable afterEach) {
        while (!events.isEmpty() && events.element().atMs <= untilMs) {
            Event next = events.remove();
            nowMs = next.atMs;
            next.what.run();
            afterEach.run();
        }
        nowMs = untilMs;
    }

    @SuppressWarnings("AnnotateFormatMethod")
    void trace(String what, Object... of) {
        if (trace != null) {
            trace.accept("%6d %s".formatted(nowMs, what.formatted(of)));
        }
    }
}
