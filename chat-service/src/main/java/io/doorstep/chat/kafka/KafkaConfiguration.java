package io.doorstep.chat.kafka;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.limits.LimitBook;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.EventType;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventDeserializer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Puts Doorstep's side of Kafka together from the {@code spring.kafka} settings, security included. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventSettings.class)
class KafkaConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConfiguration.class);
    /** How long admission events wait for others to travel with. */
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final Duration MOST_BLOCKED = Duration.ofMillis(200);
    private static final long WHOLE_TOPIC = Long.MAX_VALUE;

    @Bean
    EventOutbox eventOutbox(EventSettings settings) {
        return new EventOutbox(settings.queue());
    }

    @Bean
    AdmissionPublisher admissionPublisher(EventOutbox outbox, InstantSource clock, EventSettings settings) {
        return new AdmissionPublisher(outbox, clock, settings.violationKeys(), settings.activityKeys());
    }

    @Bean
    MessageLog messageLog(EventOutbox outbox, InstantSource clock) {
        return event -> {
            Outgoing outgoing = new Outgoing(clock.instant(), _ -> event);
            return EventType.of(event).topic() == Topic.SIGNALS
                    ? outbox.offerSignal(outgoing)
                    : outbox.offerMessage(outgoing);
        };
    }

    @Bean
    Spool spool(@Qualifier("dataDir") Path dataDir, EventSettings settings) {
        return new Spool(dataDir.resolve("spool").toAbsolutePath().normalize(), settings.spoolMaxBytes());
    }

    @Bean
    EventSender eventSender(EventOutbox outbox, KafkaProperties kafka, KafkaAdmin admin, Spool spool,
            Pseudonyms pseudonyms, @Qualifier("instance") String instance, Conversations conversations,
            InstantSource clock, EventSettings settings) {
        Topics topics = new Topics(admin.getConfigurationProperties());
        Map<String, Object> config = kafka.buildProducerProperties();
        return new EventSender(outbox, () -> topics.ensure() ? Optional.of(producers(config)) : Optional.empty(), spool,
                new Numbering(pseudonyms, instance), conversations::onKept, clock, settings.stopWithin());
    }

    /** They know their topics when they are given their first record, which would have to wait for that. */
    private static Producers producers(Map<String, Object> config) {
        Producers made = new Producers(producer(config, LINGER), producer(config, Duration.ZERO));
        warm(made.events(), Topic.CONNECTIONS, Topic.VIOLATIONS);
        warm(made.messages(), Topic.MESSAGES, Topic.SIGNALS);
        return made;
    }

    private static void warm(Producer<String, byte[]> producer, Topic... topics) {
        for (Topic topic : topics) {
            try {
                producer.partitionsFor(topic.topicName());
            } catch (KafkaException e) {
                LOG.debug("{} is not known yet", topic.topicName(), e);
            }
        }
    }

    /**
     * Never gives an event up, and lives as long as the service: what Kafka has got before it went away is then not sent
     * again when it returns. Never holds the thread that feeds it for long.
     */
    private static Producer<String, byte[]> producer(Map<String, Object> base, Duration linger) {
        Map<String, Object> config = new HashMap<>(base);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED.toMillis());
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(7).toMillis());
        config.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    @Bean
    KafkaStatus kafkaStatus(EventSender sender, EventOutbox outbox, Spool spool) {
        return new SenderStatus(sender, outbox, spool);
    }

    @Bean
    RevisionsFeed revisionsFeed(LimitBook book) {
        return new RevisionsFeed(book);
    }

    @Bean
    TopicFollower limitsFeed(KafkaProperties kafka, RevisionsFeed feed) {
        return new TopicFollower(Topic.LIMITS, WHOLE_TOPIC, () -> consumer(kafka), feed);
    }

    @Bean
    TopicFollower messagesFeed(KafkaProperties kafka, Conversations conversations, EventSettings settings) {
        return new TopicFollower(Topic.MESSAGES, settings.historyPerPartition(), () -> consumer(kafka),
                new MessagesFeed(conversations));
    }

    @Bean
    TopicFollower signalsFeed(KafkaProperties kafka, Conversations conversations, Desk desk) {
        return new TopicFollower(Topic.SIGNALS, 0, () -> consumer(kafka), new SignalsFeed(conversations, desk));
    }

    private static Consumer<String, @Nullable EventEnvelope> consumer(KafkaProperties kafka) {
        Map<String, Object> config = kafka.buildConsumerProperties();
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new StringDeserializer(), new EventDeserializer());
    }
}
