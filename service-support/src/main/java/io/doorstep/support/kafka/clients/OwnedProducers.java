package io.doorstep.support.kafka.clients;

import io.doorstep.support.threads.BoundedWork;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** Spring's factory of producers, but that each is a new one, which its owner alone uses and closes. */
final class OwnedProducers<K, V> extends DefaultKafkaProducerFactory<K, V> {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    /** Beyond the time that a producer is given: then its thread is only told to end. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private final String prefix;
    private final Supplier<Serializer<K>> keys;
    private final Supplier<Serializer<V>> values;

    /** @param prefix of the client ids */
    OwnedProducers(Map<String, Object> config, String prefix, Supplier<Serializer<K>> keys,
            Supplier<Serializer<V>> values) {
        super(config, keys, values);
        this.prefix = prefix;
        this.keys = keys;
        this.values = values;
    }

    @Override
    public Producer<K, V> createProducer() {
        String id = ClientIds.next(prefix);
        Map<String, Object> config = getProducerConfigs();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, id);
        Owned made = new Owned(config, id);
        getListeners().forEach(listener -> listener.producerAdded(id, made));
        return made;
    }

    /** Ends in time, and its meters with it, even where its thread hangs in what it does: Kafka would wait for that. */
    private final class Owned extends KafkaProducer<K, V> {
        private final String id;

        Owned(Map<String, Object> config, String id) {
            super(config, keys.get(), values.get());
            this.id = id;
        }

        @Override
        public void close() {
            close(CLOSE_WITHIN);
        }

        @Override
        public void close(Duration within) {
            try {
                boolean _ = BoundedWork.run("kafka-close", () -> super.close(within), within.plus(MARGIN));
            } finally {
                getListeners().forEach(listener -> listener.producerRemoved(id, this));
            }
        }
    }
}
