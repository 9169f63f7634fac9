package io.doorstep.support.kafka.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Spring's factory of consumers without a group, whose owner closes each, and its meters with it. Closing one waits for
 * nothing: it has no offsets to commit and no group to leave, and the broker answers behind a fetch that waits for records.
 */
final class OwnedConsumers<V> extends DefaultKafkaConsumerFactory<String, @Nullable V> {
    private final String prefix;

    /** @param prefix of the client ids */
    OwnedConsumers(Map<String, Object> config, String prefix, Supplier<Deserializer<@Nullable V>> values) {
        super(config, StringDeserializer::new, values);
        this.prefix = prefix;
        setBeanName(prefix);
    }

    @Override
    public Consumer<String, @Nullable V> createConsumer() {
        Map<String, Object> config = new HashMap<>(getConfigurationProperties());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, ClientIds.next(prefix));
        return createKafkaConsumer(config);
    }

    @Override
    protected Consumer<String, @Nullable V> createRawConsumer(Map<String, Object> config) {
        return new Owned(config);
    }

    private final class Owned extends ExtendedKafkaConsumer {
        private final String id;

        Owned(Map<String, Object> config) {
            super(config);
            this.id = prefix + "." + config.get(ConsumerConfig.CLIENT_ID_CONFIG);
        }

        @Override
        public void close() {
            close(CloseOptions.timeout(Duration.ZERO));
        }

        /** Spring tells its listeners of a consumer that has ended, and not of one that could not. */
        @Override
        public void close(CloseOptions options) {
            try {
                super.close(options);
            } catch (RuntimeException | Error e) {
                getListeners().forEach(listener -> listener.consumerRemoved(id, this));
                throw e;
            }
        }
    }
}
