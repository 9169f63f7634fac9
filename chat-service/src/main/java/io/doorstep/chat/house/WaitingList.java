package io.doorstep.chat.house;

import io.doorstep.chat.client.ClientKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a place in a full house, in the order of arrival. Each client has a moment from which a place is kept for it
 * for a while; whoever comes before it gains nothing at the cost of others, and whoever does not come loses it. Thread-safe; each step takes time
 * in the logarithm of their number at most.
 */
final class WaitingList {
    /** How long a place is kept: clients add a random part of some seconds to their wait. */
    static final Duration KEPT = Duration.ofSeconds(10);
    /** As above, of those who come again: clients add up to 30 s by then. */
    static final Duration KEPT_AGAIN = Duration.ofSeconds(35);
    /** Nobody is given a moment later than this. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    /** Whoever came in time and found no place all the same comes again so soon, before all others. */
    static final Duration AGAIN = Duration.ofSeconds(2);

    /** A newcomer is let in where there are so many times the places of those who wait. */
    private static final int TWICE = 2;
    /** As above, whoever comes before its moment: by then the order matters to nobody. */
    private static final int FOUR = 4;

    private final int capacity;
    private final long shortestWaitMs;
    private final Map<ClientKey, Entry> byClient = new HashMap<>();
    private final TreeSet<Entry> byMoment = new TreeSet<>();
    private long arrivals;
    private double lastMomentMs = Double.NEGATIVE_INFINITY;
    private volatile int size;

    /**
     * @param capacity clients that wait with a moment of their own; those past it are told a wait, and no place is kept
     * @param shortestWait of a newcomer
     */
    WaitingList(int capacity, Duration shortestWait) {
        this.capacity = capacity;
        this.shortestWaitMs = shortestWait.toMillis();
    }

    private record Entry(ClientKey client, long momentMs, long untilMs, long arrival) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            int byMoment = Long.compare(momentMs, other.momentMs);
            return byMoment == 0 ? Long.compare(arrival, other.arrival) : byMoment;
        }
    }

    /** Nobody waits: there is nothing to ask. */
    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /**
     * Whether a client may take a place now.
     *
     * @param available places that are free or could be made so
     * @param plenty so many that newcomers need not wait, whoever else does
     * @param perSecond places that become free in a second, about
     * @return 0 where it may; else the wait in milliseconds
     */
    synchronized long ask(ClientKey client, int available, int plenty, double perSecond, long nowMs) {
        forgetThoseWhoDidNotCome(nowMs);
        Entry own = byClient.get(client);
        if (own != null && own.momentMs <= nowMs) {
            return available > 0 ? 0 : again(own, nowMs);
        }
        int others = own == null ? byClient.size() : byClient.size() - 1;
        if (own == null ? available > (long) others * TWICE || available >= plenty : available > (long) others * FOUR) {
            return 0;
        }
        return own == null ? enter(client, perSecond, nowMs) : own.momentMs - nowMs;
    }

    /** A client that was let in found the place taken by somebody who was faster; returns its wait in milliseconds. */
    synchronized long missed(ClientKey client, double perSecond, long nowMs) {
        Entry own = byClient.get(client);
        return own == null ? enter(client, perSecond, nowMs) : again(own, nowMs);
    }

    /** A client has its place. */
    synchronized void took(ClientKey client) {
        remove(byClient.get(client));
    }

    private void forgetThoseWhoDidNotCome(long nowMs) {
        while (!byMoment.isEmpty() && byMoment.getFirst().untilMs < nowMs) {
            remove(byMoment.getFirst());
        }
    }

    private void remove(@Nullable Entry entry) {
        if (entry != null) {
            byClient.remove(entry.client);
            byMoment.remove(entry);
            size = byClient.size();
        }
    }

    private long enter(ClientKey client, double perSecond, long nowMs) {
        double moment = Math.max((double) (nowMs + shortestWaitMs), lastMomentMs + 1000 / perSecond);
        long waitMs = (long) Math.ceil(moment) - nowMs;
        if (byClient.size() >= capacity || waitMs > LONGEST_WAIT.toMillis()) {
            return Math.max(shortestWaitMs, LONGEST_WAIT.toMillis());
        }
        lastMomentMs = moment;
        put(new Entry(client, nowMs + waitMs, nowMs + waitMs + KEPT.toMillis(), arrivals++));
        return waitMs;
    }

    private long again(Entry own, long nowMs) {
        remove(own);
        long momentMs = nowMs + AGAIN.toMillis();
        put(new Entry(own.client, momentMs, momentMs + KEPT_AGAIN.toMillis(), own.arrival));
        return AGAIN.toMillis();
    }

    private void put(Entry entry) {
        byClient.put(entry.client, entry);
        byMoment.add(entry);
        size = byClient.size();
    }
}
