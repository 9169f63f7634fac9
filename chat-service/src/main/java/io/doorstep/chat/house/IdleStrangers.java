package io.doorstep.chat.house;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of anonymous visitors who have not written, by how long they have been idle. Whoever has is asked to make room
 * when the house is full. Without locks; each step takes time in the logarithm of their number at most.
 */
final class IdleStrangers {
    private final ConcurrentSkipListMap<Long, Stranger> byOrder = new ConcurrentSkipListMap<>();
    private final AtomicLong order = new AtomicLong();
    private final LongSupplier nanos;
    private final long shortestStayNanos;

    /**
     * @param nanos a clock that never goes back
     * @param shortestStayNanos how long a socket is idle at least before it has to make room
     */
    IdleStrangers(LongSupplier nanos, long shortestStayNanos) {
        this.nanos = nanos;
        this.shortestStayNanos = shortestStayNanos;
    }

    /** @param leave gives the socket's slot back before it returns; must not wait */
    Stranger add(Runnable leave) {
        return new Stranger(leave);
    }

    /** How many there are. Looks at all of them. */
    int count() {
        return byOrder.size();
    }

    /** How many have been idle for long enough, as far as they are counted. */
    int ready(int most) {
        long now = nanos.getAsLong();
        int ready = 0;
        for (Stranger stranger : byOrder.values()) {
            if (ready == most || now - stranger.idleSince < shortestStayNanos) {
                return ready;
            }
            ready++;
        }
        return ready;
    }

    /** Has the one that has been idle longest leave; false where there is none, or none that has been so for long enough. */
    boolean makeRoom() {
        for (Map.Entry<Long, Stranger> first = byOrder.firstEntry(); first != null; first = byOrder.firstEntry()) {
            Stranger stranger = first.getValue();
            if (nanos.getAsLong() - stranger.idleSince < shortestStayNanos) {
                return false;
            }
            if (byOrder.remove(first.getKey(), stranger)) {
                stranger.leave.run();
                return true;
            }
        }
        return false;
    }

    /** One socket. Used by its own thread, and by whoever ends it. */
    final class Stranger {
        private final Runnable leave;
        private volatile long idleSince;
        private @Nullable Long place;

        private Stranger(Runnable leave) {
            this.leave = leave;
            enter();
        }

        private void enter() {
            idleSince = nanos.getAsLong();
            Long next = order.getAndIncrement();
            place = next;
            byOrder.put(next, this);
        }

        /** It has done something: it has been idle since now. Nothing happens where it has been asked to leave. */
        synchronized void stir() {
            if (place != null && byOrder.remove(place, this)) {
                enter();
            }
        }

        /** It has written or is gone, and is not asked any more. */
        synchronized void remove() {
            if (place != null) {
                byOrder.remove(place, this);
                place = null;
            }
        }
    }
}
