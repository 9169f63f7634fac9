package io.doorstep.analytics.topology;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link LiveStore} over a store in memory with a changelog. */
final class LiveStoreBuilder<K, V> implements StoreBuilder<LiveStore<K, V>> {
    private final StoreBuilder<KeyValueStore<K, V>> kept;

    LiveStoreBuilder(String name, Serde<K> key, Serde<V> value) {
        this.kept = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), key, value);
    }

    @Override
    public LiveStore<K, V> build() {
        return new LiveStore<>(kept.build());
    }

    /** It is a cache. */
    @Override
    public LiveStoreBuilder<K, V> withCachingEnabled() {
        return this;
    }

    /** It is a cache. */
    @Override
    public LiveStoreBuilder<K, V> withCachingDisabled() {
        return this;
    }

    @Override
    public LiveStoreBuilder<K, V> withLoggingEnabled(Map<String, String> config) {
        kept.withLoggingEnabled(config);
        return this;
    }

    @Override
    public LiveStoreBuilder<K, V> withLoggingDisabled() {
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
