package io.doorstep.chat.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BinaryOperator;

/**
 * Sums by key and period of the clock, held until they are taken. Any number of threads may add and take at once: what is
 * added is taken exactly once, and nobody waits longer than another needs to add one.
 *
 * @param <V> immutable
 */
final class PerPeriod<K, V> {
    private final ConcurrentHashMap<Slot<K>, V> sums = new ConcurrentHashMap<>();
    private final long periodMs;
    private final Semaphore room;
    private final BinaryOperator<V> plus;

    private record Slot<K>(K key, long startMs) {}

    /** @param startMs start of the period in milliseconds since the epoch */
    record Sum<K, V>(K key, long startMs, V value) {}

    /**
     * @param period its length; periods start at multiples of it since the epoch
     * @param capacity keys held at most
     * @param plus what is held, and what comes to it
     */
    PerPeriod(Duration period, int capacity, BinaryOperator<V> plus) {
        this.periodMs = period.toMillis();
        this.room = new Semaphore(capacity);
        this.plus = plus;
    }

    /** False where there is no room for another key: nothing was added. */
    boolean add(Instant time, K key, V one) {
        return sums.compute(new Slot<>(key, startOf(time)), (_, sum) -> {
            if (sum != null) {
                return plus.apply(sum, one);
            }
            return room.tryAcquire() ? one : null;
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
                V sum = sums.remove(slot);
                if (sum != null) {
                    room.release();
                    taken.add(new Sum<>(slot.key(), slot.startMs(), sum));
                }
            }
        }
        return taken;
    }
}
