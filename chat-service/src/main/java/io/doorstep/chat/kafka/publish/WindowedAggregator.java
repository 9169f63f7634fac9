package io.doorstep.chat.kafka.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sums by key and period of the clock, held until they are taken. Any number of threads may add and take at once: what is
 * added is taken exactly once, and nobody waits longer than another needs to add one.
 *
 * @param <V> changed in place, by one thread at a time, and by none after it was taken
 */
final class WindowedAggregator<K, V> {
    private final ConcurrentHashMap<Slot<K>, Held<V>> sums = new ConcurrentHashMap<>();
    private final long periodMs;
    private final Semaphore room;
    private final Function<Instant, V> begin;

    private record Slot<K>(K key, long startMs) {}

    /** @param startMs start of the period in milliseconds since the epoch */
    record Sum<K, V>(K key, long startMs, V value) {}

    /**
     * @param period its length; periods start at multiples of it since the epoch
     * @param capacity keys held at most
     * @param begin an empty sum, given the time of the first that comes to it
     */
    WindowedAggregator(Duration period, int capacity, Function<Instant, V> begin) {
        this.periodMs = period.toMillis();
        this.room = new Semaphore(capacity);
        this.begin = begin;
    }

    /**
     * False where there is no room for another key: nothing was added.
     *
     * @param one adds it to the sum
     */
    boolean add(Instant time, K key, Consumer<V> one) {
        long startMs = startOf(time);
        Held<V> held = sums.get(new Slot<>(key, startMs));
        return (held != null && held.add(one)) || addToNew(time, new Slot<>(key, startMs), one);
    }

    private boolean addToNew(Instant time, Slot<K> slot, Consumer<V> one) {
        return sums.compute(slot, (_, held) -> {
            Held<V> to = held == null && room.tryAcquire() ? new Held<>(begin.apply(time)) : held;
            if (to != null) {
                to.add(one);
            }
            return to;
        }) != null;
    }

    private long startOf(Instant time) {
        long ms = time.toEpochMilli();
        return ms - Math.floorMod(ms, periodMs);
    }

    /** Takes the sums of the periods that were over at this time; {@link Instant#MAX}: all. */
    List<Sum<K, V>> takeUntil(Instant time) {
        long current = time.equals(Instant.MAX) ? Long.MAX_VALUE : startOf(time);
        List<Sum<K, V>> taken = new ArrayList<>();
        for (Slot<K> slot : sums.keySet()) {
            if (slot.startMs() < current) {
                Held<V> held = sums.remove(slot);
                if (held != null) {
                    room.release();
                    taken.add(new Sum<>(slot.key(), slot.startMs(), held.take()));
                }
            }
        }
        return taken;
    }

    /** A sum, until it is taken. Whoever found it before it was, and comes after, has to begin another. */
    private static final class Held<V> {
        private final V sum;
        private boolean taken;

        Held(V sum) {
            this.sum = sum;
        }

        synchronized boolean add(Consumer<V> one) {
            if (!taken) {
                one.accept(sum);
            }
            return !taken;
        }

        synchronized V take() {
            taken = true;
            return sum;
        }
    }
}
