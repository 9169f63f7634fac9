package io.doorstep.support.turns;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Makes a client wait whose requests come faster than so many a second, once it has had as many as in a quarter of one. This
 * is the virtual scheduling of ITU-T I.371 (GCRA): each client has one instant, at which its next request would be due at
 * that pace. Past 10,000 clients, those that have been quiet for longest are forgotten. Thread-safe.
 */
public final class RequestPace {
    static final int MOST_CLIENTS = 10_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long BURST = SECOND / 4;
    private static final long LONGEST = SECOND;

    private final long gapNanos;
    private final LongSupplier clockNanos;
    private final Map<String, Long> due = new LinkedHashMap<>(16, 0.75f, true);

    /** @param perSecond requests of a client; 0 = nobody waits */
    public RequestPace(int perSecond) {
        this(perSecond, System::nanoTime);
    }

    RequestPace(int perSecond, LongSupplier clockNanos) {
        this.gapNanos = perSecond == 0 ? 0 : SECOND / perSecond;
        this.clockNanos = clockNanos;
    }

    /** How long a client's request that has come now has to wait, in nanoseconds; a second at most. */
    synchronized long waitOf(String client) {
        if (gapNanos == 0) {
            return 0;
        }
        long now = clockNanos.getAsLong();
        long earliest = now - BURST;
        long dueAt = due.getOrDefault(client, earliest);
        if (dueAt - earliest < 0) {
            dueAt = earliest;
        }
        long wait = Math.clamp(dueAt - now, 0, LONGEST);
        if (wait < LONGEST) {
            due.put(client, dueAt + gapNanos);
        }
        if (due.size() > MOST_CLIENTS) {
            due.remove(due.keySet().iterator().next());
        }
        return wait;
    }

    synchronized int clients() {
        return due.size();
    }
}
