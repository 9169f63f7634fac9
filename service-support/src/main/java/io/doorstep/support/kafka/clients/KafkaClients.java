package io.doorstep.support.kafka.clients;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.json.EventDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Makes Kafka's clients by the {@code spring.kafka} settings, security included. Each client belongs to whoever asked for it
 * and ends when that one closes it. The listeners of Boot's factories, Micrometer's among them, are told of both.
 */
public final class KafkaClients {
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

    private final ProducerFactory<?, ?> producers;
    private final ConsumerFactory<?, ?> consumers;
    private final KafkaAdmin admin;
    private final String application;

    /** @param application what clients are called by, where the settings name none */
    public KafkaClients(ProducerFactory<?, ?> producers, ConsumerFactory<?, ?> consumers, KafkaAdmin admin,
            String application) {
        this.producers = producers;
        this.consumers = consumers;
        this.admin = admin;
        this.application = application;
    }

    /**
     * @param name of the producers, for Kafka and in their meters
     * @param settings that these producers need, whatever others are set to
     */
    public <K, V> Supplier<Producer<K, V>> producers(String name, Map<String, Object> settings,
            Supplier<Serializer<K>> keys, Supplier<Serializer<V>> values) {
        Map<String, Object> config = new HashMap<>(producers.getConfigurationProperties());
        config.putAll(settings);
        var factory = new OwnedProducers<>(config, clientId(config, name), keys, values);
        producers.getListeners().forEach(listener -> factory.addListener(ofAnyType(listener)));
        return factory::createProducer;
    }

    /** Consumers that read what is committed, belong to no group, and leave the choice of offsets to who follows. */
    public Supplier<Consumer<String, @Nullable EventEnvelope>> followers(String name) {
        return followers(name, EventDeserializer::new);
    }

    /** As {@link #followers(String)}, of a topic that carries no events. */
    public <V> Supplier<Consumer<String, @Nullable V>> followers(String name,
            Supplier<Deserializer<@Nullable V>> values) {
        Map<String, Object> config = new HashMap<>(consumers.getConfigurationProperties());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, Duration.ofSeconds(1).toMillis());
        var factory = new OwnedConsumers<>(config, clientId(config, name), values);
        consumers.getListeners().forEach(listener -> factory.addListener(ofAnyType(listener)));
        return factory::createConsumer;
    }

    /**
     * Who has an admin client makes a new one where it fails, so none looks for brokers anew by itself: while Kafka is away it
     * would do so without a pause.
     *
     * @param settings that this client needs, whatever others are set to
     */
    public Admin admin(Map<String, Object> settings) {
        Map<String, Object> config = new HashMap<>(admin.getConfigurationProperties());
        config.putIfAbsent(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
        config.putAll(settings);
        return Admin.create(config);
    }

    /** Kafka's admin client takes a time of 0 for one without end, and its thread may hang in what it does. */
    public static void close(Admin client) {
        client.close(CLOSE_WITHIN);
    }

    /** What clients connect to. */
    public String servers() {
        return String.valueOf(admin.getConfigurationProperties().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    private String clientId(Map<String, Object> config, String name) {
        return config.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, application) + "-" + name;
    }

    @SuppressWarnings("unchecked")
    private static <K, V> ProducerFactory.Listener<K, V> ofAnyType(ProducerFactory.Listener<?, ?> listener) {
        return (ProducerFactory.Listener<K, V>) listener;
    }

    @SuppressWarnings("unchecked")
    private static <K, V> ConsumerFactory.Listener<K, V> ofAnyType(ConsumerFactory.Listener<?, ?> listener) {
        return (ConsumerFactory.Listener<K, V>) listener;
    }
}
