package io.doorstep.chat.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BinaryOperator;

/**
 * Sums by key and second of the clock, held until they are taken. Any number of threads may add and take at once: what is
 * added is taken exactly once, and nobody waits longer than another needs to add one.
 *
 * @param <V> immutable
 */
final class PerSecond<K, V> {
    private final ConcurrentHashMap<Slot<K>, V> sums = new ConcurrentHashMap<>();
    private final Semaphore room;
    private final BinaryOperator<V> plus;

    private record Slot<K>(K key, long second) {}

    record Sum<K, V>(K key, V value) {}

    /**
     * @param capacity keys held at most
     * @param plus what is held, and what comes to it
     */
    PerSecond(int capacity, BinaryOperator<V> plus) {
        this.room = new Semaphore(capacity);
        this.plus = plus;
    }

    /** False where there is no room for another key: nothing was added. */
    boolean add(Instant time, K key, V one) {
        return sums.compute(new Slot<>(key, time.getEpochSecond()), (_, sum) -> {
            if (sum != null) {
                return plus.apply(sum, one);
            }
            return room.tryAcquire() ? one : null;
        }) != null;
    }

    /** Takes the sums of the seconds that were over at this time. */
    List<Sum<K, V>> takeUntil(Instant time) {
        List<Sum<K, V>> taken = new ArrayList<>();
        for (Slot<K> slot : sums.keySet()) {
            if (slot.second() < time.getEpochSecond()) {
                V sum = sums.remove(slot);
                if (sum != null) {
                    room.release();
                    taken.add(new Sum<>(slot.key(), sum));
                }
            }
        }
        return taken;
    }
}
