package io.doorstep.analytics.topology;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.json.EventDeserializer;
import io.doorstep.events.json.EventSerializer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Puts the learner together. */
@Configuration(proxyBeanMethods = false)
class TopologyConfiguration {
    private static final int COMMAND_PATIENCE_MS = 2000;

    @Bean
    LearnerBook learnerBook(TopologySettings settings) {
        return new LearnerBook(settings.configured());
    }

    @Bean
    BookFeed bookFeed() {
        return new BookFeed();
    }

    @Bean
    KafkaCommandDesk commandDesk(LearnerBook book, BookFeed feed, TopicFollower follower, KafkaProperties kafka,
            KafkaConnectionDetails connection) {
        Map<String, Object> config = kafka.buildProducerProperties();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getProducer().getBootstrapServers());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, COMMAND_PATIENCE_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, COMMAND_PATIENCE_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * COMMAND_PATIENCE_MS);
        return new KafkaCommandDesk(
                () -> new KafkaProducer<>(config, new StringSerializer(), new EventSerializer()),
                follower::isReachable, book, feed, InstantSource.system());
    }

    @Bean
    LearnerMeters learnerMeters(MeterRegistry registry, LearnerBook book) {
        return new LearnerMeters(registry, book);
    }

    @Bean
    Learner learnerStreams(TopologySettings settings, LearnerBook book, LearnerMeters meters, TopicFollower follower,
            KafkaAdmin admin,
            KafkaProperties kafka, KafkaConnectionDetails connection) {
        LearnerListener listener = new LearnerListeners(List.of(meters, book, new LearnerLog()));
        Map<String, Object> operators = kafka.buildStreamsProperties();
        operators.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getStreams().getBootstrapServers());
        return new Learner(settings, listener, follower::input,
                new LearnerTopics(admin.getConfigurationProperties()),
                StreamsSettings.of(operators, settings, listener));
    }

    @Bean
    TopicFollower topicFollower(LearnerBook book, BookFeed feed, KafkaAdmin admin, KafkaProperties kafka,
            KafkaConnectionDetails connection) {
        Map<String, Object> config = kafka.buildConsumerProperties();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getConsumer().getBootstrapServers());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        Supplier<Consumer<String, @Nullable EventEnvelope>> consumers = () -> new KafkaConsumer<>(config,
                new StringDeserializer(), new EventDeserializer());
        Map<String, Object> adminConfig = admin.getConfigurationProperties();
        String group = StreamsSettings.applicationId(kafka.buildStreamsProperties());
        return new TopicFollower(consumers, () -> Admin.create(adminConfig), group, book, feed, InstantSource.system());
    }

    @Bean
    LearnerStatus learnerStatus(TopologySettings settings, Learner learner, TopicFollower follower,
            LearnerMeters meters) {
        return new LearnerStatus(settings, learner, follower, meters);
    }
}
