package io.doorstep.chat.kafka;

import io.doorstep.chat.client.Pseudonyms;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.conversation.MessageLog;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.kafka.delivery.EventOutbox;
import io.doorstep.chat.kafka.delivery.EventSender;
import io.doorstep.chat.kafka.delivery.EventSettings;
import io.doorstep.chat.kafka.delivery.PendingEvent;
import io.doorstep.chat.kafka.delivery.PublishingStatus;
import io.doorstep.chat.kafka.delivery.SenderStatus;
import io.doorstep.chat.kafka.delivery.SequenceAssigner;
import io.doorstep.chat.kafka.follow.LeaseWatch;
import io.doorstep.chat.kafka.follow.MessagesFeed;
import io.doorstep.chat.kafka.follow.RevisionsFeed;
import io.doorstep.chat.kafka.follow.SanctionsFeed;
import io.doorstep.chat.kafka.follow.SignalsFeed;
import io.doorstep.chat.kafka.pipeline.MessageDeliveryListener;
import io.doorstep.chat.kafka.pipeline.ProducerFactory;
import io.doorstep.chat.kafka.publish.AdmissionPublisher;
import io.doorstep.chat.kafka.publish.ConfigurationPublisher;
import io.doorstep.chat.kafka.spool.Spool;
import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.EventType;
import io.doorstep.events.LimitsConfigured;
import io.doorstep.events.Topic;
import io.doorstep.support.kafka.TopicFeed;
import io.doorstep.support.kafka.TopicFollower;
import io.doorstep.support.kafka.TopicKeeper;
import io.doorstep.support.kafka.TopicsSeen;
import io.doorstep.support.kafka.clients.ClientsConfiguration;
import io.doorstep.support.kafka.clients.KafkaClients;
import io.doorstep.support.threads.ThreadSupervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts Doorstep's side of Kafka together from the {@code spring.kafka} settings, security included. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventSettings.class)
@Import(ClientsConfiguration.class)
class KafkaConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaConfiguration.class);
    /** How long admission events wait for others to travel with. */
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final Duration MOST_BLOCKED = Duration.ofMillis(200);
    private static final long WHOLE_TOPIC = Long.MAX_VALUE;
    private static final Set<Topic> OURS = EnumSet.of(Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.CONFIGURATION,
            Topic.LIMITS, Topic.SANCTIONS, Topic.CLAIMS, Topic.MESSAGES, Topic.SIGNALS);

    @Bean
    EventOutbox eventOutbox(EventSettings settings) {
        return new EventOutbox(settings.queue());
    }

    @Bean
    AdmissionPublisher admissionPublisher(EventOutbox outbox, InstantSource clock, EventSettings settings,
            ThreadSupervisor threads) {
        return new AdmissionPublisher(outbox, clock, settings.violationKeys(), settings.activityKeys(), threads);
    }

    @Bean
    ConfigurationPublisher configurationPublisher(LimitsConfigured configured, EventOutbox outbox, InstantSource clock,
            ThreadSupervisor threads) {
        return new ConfigurationPublisher(configured, outbox, clock, threads);
    }

    @Bean
    MessageLog messageLog(EventOutbox outbox, InstantSource clock) {
        return event -> {
            PendingEvent pending = PendingEvent.of(clock.instant(), event);
            return EventType.of(event).topic() == Topic.SIGNALS
                    ? outbox.offerSignal(pending)
                    : outbox.offerMessage(pending);
        };
    }

    @Bean
    Spool spool(@Qualifier("dataDir") Path dataDir, EventSettings settings) {
        return new Spool(dataDir.resolve("spool").toAbsolutePath().normalize(), settings.spoolMaxBytes());
    }

    @Bean
    TopicKeeper topicKeeper(KafkaClients clients, ThreadSupervisor threads) {
        return new TopicKeeper(clients, OURS, threads);
    }

    @Bean
    EventSender eventSender(EventOutbox outbox, KafkaClients clients, TopicKeeper keeper, Spool spool,
            Pseudonyms pseudonyms, @Qualifier("instance") String instance, Conversations conversations,
            InstantSource clock, EventSettings settings, ThreadSupervisor threads) {
        return new EventSender(outbox, producers(clients, keeper::seen), keeper::seen,
                () -> keeper.trouble().orElse(""), spool,
                new SequenceAssigner(pseudonyms, instance), fateIn(conversations), clock, settings.stopWithin(),
                threads);
    }

    private static MessageDeliveryListener fateIn(Conversations conversations) {
        return new MessageDeliveryListener() {

            @Override
            public void onKept(Instant time, ChatMessage message) {
                conversations.onKept(time, message);
            }

            @Override
            public void onNotKept(ChatMessage message) {
                conversations.onNotKept(message);
            }
        };
    }

    private static ProducerFactory producers(KafkaClients clients, Supplier<TopicsSeen> topics) {
        return new ProducerFactory() {
            private final Supplier<Producer<String, byte[]>> events = producers("events", LINGER);
            private final Supplier<Producer<String, byte[]>> messages = producers("messages", Duration.ZERO);

            private Supplier<Producer<String, byte[]>> producers(String name, Duration linger) {
                return clients.producers(name, lasting(linger), StringSerializer::new, ByteArraySerializer::new);
            }

            @Override
            public Optional<Producer<String, byte[]>> events() {
                return warm(events, Topic.CONNECTIONS, Topic.VIOLATIONS);
            }

            @Override
            public Optional<Producer<String, byte[]>> messages() {
                return warm(messages, Topic.MESSAGES);
            }

            private Optional<Producer<String, byte[]>> warm(Supplier<Producer<String, byte[]>> make,
                    Topic... needed) {
                if (!topics.get().hasAll(List.of(needed))) {
                    return Optional.empty();
                }
                Producer<String, byte[]> made = make.get();
                knowing(made, needed);
                return Optional.of(made);
            }
        };
    }

    /** Fetches the metadata of topics up front, which the first {@code send()} would have to wait for. */
    static void knowing(Producer<String, byte[]> producer, Topic... topics) {
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
    static Map<String, Object> lasting(Duration linger) {
        return Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED.toMillis(),
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(7).toMillis(),
                ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    }

    @Bean
    PublishingStatus kafkaStatus(EventSender sender, EventOutbox outbox, Spool spool, TopicKeeper keeper,
            List<TopicFollower> followers) {
        return new SenderStatus(sender, outbox, spool, keeper, followers);
    }

    @Bean
    RevisionsFeed revisionsFeed(EffectiveLimits effectiveLimits, InstantSource clock) {
        return new RevisionsFeed(effectiveLimits, clock);
    }

    @Bean
    LeaseWatch leaseWatch(RevisionsFeed feed, ThreadSupervisor threads) {
        return new LeaseWatch(feed, threads);
    }

    @Bean
    TopicFollower limitsFeed(KafkaClients clients, TopicKeeper keeper, RevisionsFeed feed, ThreadSupervisor threads) {
        return follower(Topic.LIMITS, WHOLE_TOPIC, clients, keeper, feed, threads);
    }

    @Bean
    SanctionsFeed sanctionsFeed(Sanctions sanctions) {
        return new SanctionsFeed(sanctions);
    }

    @Bean
    TopicFollower sanctionsFollower(KafkaClients clients, TopicKeeper keeper, SanctionsFeed feed,
            ThreadSupervisor threads) {
        return follower(Topic.SANCTIONS, WHOLE_TOPIC, clients, keeper, feed, threads);
    }

    @Bean
    TopicFollower messagesFeed(KafkaClients clients, TopicKeeper keeper, Conversations conversations,
            EventSettings settings, ThreadSupervisor threads) {
        return follower(Topic.MESSAGES, settings.historyPerPartition(), clients, keeper,
                new MessagesFeed(conversations), threads);
    }

    @Bean
    TopicFollower signalsFeed(KafkaClients clients, TopicKeeper keeper, Conversations conversations, Desk desk,
            ThreadSupervisor threads) {
        return follower(Topic.SIGNALS, 0, clients, keeper, new SignalsFeed(conversations, desk), threads);
    }

    private static TopicFollower follower(Topic topic, long lookBack, KafkaClients clients, TopicKeeper keeper,
            TopicFeed feed, ThreadSupervisor threads) {
        return new TopicFollower(topic.topicName(), Map.of(topic, lookBack), keeper,
                clients.followers(topic.topicName()), feed, threads);
    }
}
