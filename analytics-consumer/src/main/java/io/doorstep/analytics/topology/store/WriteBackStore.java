package io.doorstep.analytics.topology.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store whose values are mutable objects, changed in place. They are written, as bytes, to a store with a changelog
 * before each commit, as Kafka's own cache is, so that all that a transaction has read and what came of it are kept
 * together or not at all. An event then costs no bytes, and a commit one record for each object that has changed.
 *
 * <p>
 * Kafka calls its own cache before a commit, and by no public interface anybody else; so this is one of its caches.
 */
public final class WriteBackStore<K, V> implements StateStore, CachedStateStore<K, V> {
    /** Objects that are held beside their bytes. */
    static final int MOST_LIVE = 5000;

    private final KeyValueStore<K, V> kept;
    private final Map<K, Live<V>> live = new HashMap<>();

    private static final class Live<V> {
        private final V value;
        private boolean isKept;
        private boolean hasChanged;

        Live(V value, boolean isKept) {
            this.value = value;
            this.isKept = isKept;
        }
    }

    WriteBackStore(KeyValueStore<K, V> kept) {
        this.kept = kept;
    }

    /** The value of a key, to be changed before another is asked for; where there is none, this one. */
    public V change(K key, Supplier<V> absent) {
        Live<V> found = live.get(key);
        if (found == null) {
            found = load(key, absent);
        }
        found.hasChanged = true;
        return found.value;
    }

    private Live<V> load(K key, Supplier<V> absent) {
        if (live.size() >= MOST_LIVE) {
            flushCache();
            live.clear();
        }
        @Nullable
        V value = kept.get(key);
        Live<V> loaded = value == null ? new Live<>(absent.get(), false) : new Live<>(value, true);
        live.put(key, loaded);
        return loaded;
    }

    /** Values of a range, to be looked at; in no order. */
    public void forEach(Range<K> range, BiConsumer<K, V> visitor) {
        live.forEach((key, found) -> {
            if (range.holds.test(key)) {
                visitor.accept(key, found.value);
            }
        });
        try (KeyValueIterator<K, V> all = kept.range(range.from, range.to)) {
            all.forEachRemaining(found -> {
                if (!live.containsKey(found.key)) {
                    visitor.accept(found.key, found.value);
                }
            });
        }
    }

    /** All values, to be looked at; in no order. */
    public void forEach(BiConsumer<K, V> visitor) {
        live.forEach((key, found) -> visitor.accept(key, found.value));
        try (KeyValueIterator<K, V> all = kept.all()) {
            all.forEachRemaining(found -> {
                if (!live.containsKey(found.key)) {
                    visitor.accept(found.key, found.value);
                }
            });
        }
    }

    /** All keys. */
    public List<K> keys() {
        List<K> keys = new ArrayList<>(live.keySet());
        try (KeyValueIterator<K, V> all = kept.all()) {
            all.forEachRemaining(found -> {
                if (!live.containsKey(found.key)) {
                    keys.add(found.key);
                }
            });
        }
        return keys;
    }

    /**
     * @param from the first by the order of their bytes
     * @param to one that is behind the last
     * @param holds whether a key is one of them
     */
    public record Range<K>(K from, K to, Predicate<K> holds) {}

    public void delete(K key) {
        Live<V> deleted = live.remove(key);
        if (deleted == null || deleted.isKept) {
            kept.delete(key);
        }
    }

    /** Writes what has changed. */
    @Override
    public void flushCache() {
        live.forEach((key, found) -> {
            if (found.hasChanged) {
                kept.put(key, found.value);
                found.hasChanged = false;
                found.isKept = true;
            }
        });
    }

    @Override
    public void clearCache() {
        live.clear();
    }

    /** There is nobody to be told. */
    @Override
    public boolean setFlushListener(CacheFlushListener<K, V> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return kept.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        live.clear();
        kept.init(context, root);
    }

    /** After a commit: all has been written. */
    @Override
    public void flush() {
        kept.flush();
    }

    /** What has not been written belongs to a transaction that is not committed. */
    @Override
    public void close() {
        live.clear();
        kept.close();
    }

    @Override
    public boolean persistent() {
        return kept.persistent();
    }

    @Override
    public boolean isOpen() {
        return kept.isOpen();
    }
}
