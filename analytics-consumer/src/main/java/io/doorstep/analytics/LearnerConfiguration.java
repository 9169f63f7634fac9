package io.doorstep.analytics;

import io.doorstep.analytics.topology.LearnerListeners;
import io.doorstep.analytics.topology.LearnerTopics;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.commands.KafkaCommandGateway;
import io.doorstep.analytics.topology.deadletter.DeadLetterPublisher;
import io.doorstep.analytics.topology.lifecycle.InputWatch;
import io.doorstep.analytics.topology.lifecycle.InternalTopics;
import io.doorstep.analytics.topology.lifecycle.Learner;
import io.doorstep.analytics.topology.lifecycle.Recovery;
import io.doorstep.analytics.topology.lifecycle.StreamsSettings;
import io.doorstep.analytics.topology.lifecycle.StreamsSupervisor;
import io.doorstep.analytics.topology.readmodel.EventReplayBuffer;
import io.doorstep.analytics.topology.readmodel.LearnerFeed;
import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.analytics.topology.status.LearnerLog;
import io.doorstep.analytics.topology.status.LearnerMeters;
import io.doorstep.analytics.topology.status.LearnerStatus;
import io.doorstep.analytics.topology.stream.LearnerTopology;
import io.doorstep.analytics.topology.stream.Pulse;
import io.doorstep.events.Topic;
import io.doorstep.events.json.EventSerializer;
import io.doorstep.support.kafka.Contact;
import io.doorstep.support.kafka.FollowingConsumers;
import io.doorstep.support.kafka.TopicFollower;
import io.doorstep.support.kafka.TopicKeeper;
import io.doorstep.support.kafka.TopicsSeen;
import io.doorstep.support.threads.CarrierWatch;
import io.doorstep.support.threads.ThreadSupervisor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Puts the learner together. */
@Configuration(proxyBeanMethods = false)
class LearnerConfiguration {
    private static final int COMMAND_PATIENCE_MS = 2000;
    /** The thread that reads back waits so long for a topic that is not there. */
    private static final int LETTER_PATIENCE_MS = 200;

    @Bean
    LearnerReadModel learnerReadModel(TopologySettings settings) {
        return new LearnerReadModel(settings.configured());
    }

    @Bean
    EventReplayBuffer eventReplayBuffer() {
        return new EventReplayBuffer();
    }

    @Bean
    ThreadSupervisor threadSupervisor() {
        return new ThreadSupervisor();
    }

    @Bean
    CarrierWatch carrierWatch(ThreadSupervisor threads) {
        return new CarrierWatch(threads);
    }

    @Bean
    TopicKeeper topicKeeper(KafkaAdmin admin, ThreadSupervisor threads) {
        return new TopicKeeper(admin.getConfigurationProperties(), LearnerTopics.OURS, threads);
    }

    @Bean
    KafkaCommandGateway commandGateway(LearnerReadModel readModel, EventReplayBuffer feed, TopicKeeper keeper,
            KafkaProperties kafka,
            KafkaConnectionDetails connection) {
        Map<String, Object> config = producerConfig(kafka, connection);
        return new KafkaCommandGateway(
                () -> new KafkaProducer<>(config, new StringSerializer(), new EventSerializer()),
                () -> troubleOfCommands(keeper), readModel, feed, InstantSource.system());
    }

    private static Map<String, Object> producerConfig(KafkaProperties kafka, KafkaConnectionDetails connection) {
        Map<String, Object> config = kafka.buildProducerProperties();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getProducer().getBootstrapServers());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, COMMAND_PATIENCE_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, COMMAND_PATIENCE_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * COMMAND_PATIENCE_MS);
        return config;
    }

    private static Optional<String> troubleOfCommands(TopicKeeper keeper) {
        TopicsSeen seen = keeper.seen();
        boolean isWell = seen.contact() == Contact.ANSWERS && seen.hasAll(List.of(Topic.COMMANDS, Topic.REVISION_LOG));
        return isWell
                ? Optional.empty()
                : Optional.of(keeper.trouble()
                        .orElse("The learner is still connecting to Kafka at " + keeper.server()));
    }

    @Bean
    LearnerMeters learnerMeters(MeterRegistry registry, LearnerReadModel readModel) {
        return new LearnerMeters(registry, readModel);
    }

    @Bean
    LearnerListeners learnerListeners(LearnerMeters meters, LearnerReadModel readModel) {
        return new LearnerListeners(List.of(meters, readModel, new LearnerLog()));
    }

    @Bean
    DeadLetterPublisher letterBox(LearnerListeners listeners, KafkaProperties kafka,
            KafkaConnectionDetails connection) {
        Map<String, Object> config = producerConfig(kafka, connection);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LETTER_PATIENCE_MS);
        return new DeadLetterPublisher(
                () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                listeners);
    }

    @Bean
    LearnerFeed learnerFeed(LearnerReadModel readModel, EventReplayBuffer feed, TopicKeeper keeper,
            DeadLetterPublisher letters, KafkaAdmin admin,
            KafkaProperties kafka) {
        return new LearnerFeed(readModel, feed, keeper, new InputWatch(internalTopics(admin, kafka)), letters,
                InstantSource.system());
    }

    @Bean
    TopicFollower topicFollower(LearnerFeed feed, TopicKeeper keeper, ThreadSupervisor threads, KafkaProperties kafka,
            KafkaConnectionDetails connection) {
        Map<String, Object> config = kafka.buildConsumerProperties();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getConsumer().getBootstrapServers());
        return new TopicFollower("learner", LearnerFeed.FOLLOWED, keeper, () -> FollowingConsumers.create(config), feed,
                threads);
    }

    @Bean
    StreamsSupervisor streamsSupervisor(TopologySettings settings, LearnerReadModel readModel,
            LearnerListeners listeners,
            LearnerFeed feed, KafkaAdmin admin, KafkaProperties kafka, KafkaConnectionDetails connection) {
        Map<String, Object> operators = kafka.buildStreamsProperties();
        operators.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getStreams().getBootstrapServers());
        var pulse = new Pulse();
        var listener = new LearnerListeners(List.of(listeners, pulse));
        return new StreamsSupervisor(
                beginning -> new LearnerTopology(settings, listener, feed::input, readModel, beginning).get(),
                StreamsSettings.of(operators, settings, listener), internalTopics(admin, kafka),
                new Recovery(settings, readModel::floor, InstantSource.system()), feed::input, pulse);
    }

    private static Supplier<InternalTopics> internalTopics(KafkaAdmin admin, KafkaProperties kafka) {
        Map<String, Object> config = admin.getConfigurationProperties();
        String group = StreamsSettings.applicationId(kafka.buildStreamsProperties());
        return () -> new InternalTopics(Admin.create(config), group);
    }

    /** What was published is read back before anything else is: numbering goes on above it. */
    @Bean
    Learner learnerStreams(TopicKeeper keeper, ThreadSupervisor threads, StreamsSupervisor streams,
            TopicFollower follower) {
        return new Learner(keeper, threads, streams, follower::isCaughtUp);
    }

    @Bean
    LearnerStatus learnerStatus(TopologySettings settings, Learner learner, TopicKeeper keeper, TopicFollower follower,
            ThreadSupervisor threads, LearnerMeters meters) {
        return new LearnerStatus(settings, learner, keeper, follower, threads, meters);
    }

    @Bean
    MeterBinder streamsMeters(StreamsSupervisor streams) {
        return registry -> {
            FunctionCounter.builder("doorstep.learner.restarts", streams, StreamsSupervisor::restarts)
                    .description("How often the streams were closed and started anew").register(registry);
            FunctionCounter.builder("doorstep.learner.rewinds.refused", streams, StreamsSupervisor::rewindsRefused)
                    .description("How often Kafka has refused to let what was lost be read again").register(registry);
        };
    }
}
