package io.doorstep.analytics.topology.store;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link WriteBackStore} over a store in memory with a changelog. */
public final class WriteBackStoreBuilder<K, V> implements StoreBuilder<WriteBackStore<K, V>> {
    private final StoreBuilder<KeyValueStore<K, V>> kept;

    public WriteBackStoreBuilder(String name, Serde<K> key, Serde<V> value) {
        this.kept = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), key, value);
    }

    @Override
    public WriteBackStore<K, V> build() {
        return new WriteBackStore<>(kept.build());
    }

    /** It is a cache. */
    @Override
    public WriteBackStoreBuilder<K, V> withCachingEnabled() {
        return this;
    }

    /** It is a cache. */
    @Override
    public WriteBackStoreBuilder<K, V> withCachingDisabled() {
        return this;
    }

    @Override
    public WriteBackStoreBuilder<K, V> withLoggingEnabled(Map<String, String> config) {
        kept.withLoggingEnabled(config);
        return this;
    }

    @Override
    public WriteBackStoreBuilder<K, V> withLoggingDisabled() {
        kept.withLoggingDisabled();
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return kept.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return kept.loggingEnabled();
    }

    @Override
    public String name() {
        return kept.name();
    }
}
