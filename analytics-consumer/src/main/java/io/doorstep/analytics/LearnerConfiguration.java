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
import io.doorstep.support.kafka.TopicFollower;
import io.doorstep.support.kafka.TopicKeeper;
import io.doorstep.support.kafka.TopicsSeen;
import io.doorstep.support.kafka.clients.ClientsConfiguration;
import io.doorstep.support.kafka.clients.KafkaClients;
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
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.streams.KafkaStreamsMicrometerListener;

/** Puts the learner together. */
@Configuration(proxyBeanMethods = false)
@Import(ClientsConfiguration.class)
class LearnerConfiguration {
    private static final int COMMAND_PATIENCE_MS = 2000;
    /** The thread that reads back waits so long for a topic that is not there. */
    private static final int LETTER_PATIENCE_MS = 200;

    @Bean
    LearnerReadModel learnerReadModel() {
        return new LearnerReadModel();
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
    TopicKeeper topicKeeper(KafkaClients clients, ThreadSupervisor threads) {
        return new TopicKeeper(clients, LearnerTopics.OURS, threads);
    }

    @Bean
    KafkaCommandGateway commandGateway(LearnerReadModel readModel, EventReplayBuffer feed, TopicKeeper keeper,
            KafkaClients clients) {
        return new KafkaCommandGateway(
                clients.producers("commands", impatient(COMMAND_PATIENCE_MS), StringSerializer::new,
                        EventSerializer::new),
                () -> troubleOfCommands(keeper), readModel, feed, InstantSource.system());
    }

    private static Map<String, Object> impatient(int blockedMs) {
        return Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 0, ProducerConfig.MAX_BLOCK_MS_CONFIG, blockedMs,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, COMMAND_PATIENCE_MS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * COMMAND_PATIENCE_MS);
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
    DeadLetterPublisher letterBox(LearnerListeners listeners, KafkaClients clients) {
        return new DeadLetterPublisher(clients.producers("dead-letters", impatient(LETTER_PATIENCE_MS),
                ByteArraySerializer::new, ByteArraySerializer::new), listeners);
    }

    @Bean
    LearnerFeed learnerFeed(LearnerReadModel readModel, EventReplayBuffer feed, TopicKeeper keeper,
            DeadLetterPublisher letters, KafkaClients clients, KafkaProperties kafka) {
        return new LearnerFeed(readModel, feed, keeper, new InputWatch(internalTopics(clients, kafka)), letters,
                InstantSource.system());
    }

    @Bean
    TopicFollower topicFollower(LearnerFeed feed, TopicKeeper keeper, ThreadSupervisor threads, KafkaClients clients) {
        return new TopicFollower("learner", LearnerFeed.FOLLOWED, keeper, clients.followers("follower"), feed, threads);
    }

    @Bean
    StreamsSupervisor streamsSupervisor(TopologySettings settings, LearnerReadModel readModel,
            LearnerListeners listeners, LearnerFeed feed, KafkaClients clients, KafkaProperties kafka,
            KafkaConnectionDetails connection, MeterRegistry meters) {
        Map<String, Object> operators = kafka.buildStreamsProperties();
        operators.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getStreams().getBootstrapServers());
        var pulse = new Pulse();
        var listener = new LearnerListeners(List.of(listeners, pulse));
        return new StreamsSupervisor(
                beginning -> new LearnerTopology(settings, listener, feed::input, readModel, beginning).get(),
                StreamsSettings.of(operators, settings, listener), internalTopics(clients, kafka),
                new Recovery(settings, readModel::floor, InstantSource.system()), feed::input, pulse,
                new KafkaStreamsMicrometerListener(meters));
    }

    private static Supplier<InternalTopics> internalTopics(KafkaClients clients, KafkaProperties kafka) {
        String group = StreamsSettings.applicationId(kafka.buildStreamsProperties());
        return () -> new InternalTopics(clients.admin(Map.of()), group);
    }

    /** What was published is read back before anything else is: numbering goes on above it. */
    @Bean
    Learner learnerStreams(TopicKeeper keeper, ThreadSupervisor threads, StreamsSupervisor streams,
            TopicFollower follower) {
        return new Learner(keeper, threads, streams, follower::isCaughtUp);
    }

    @Bean
    LearnerStatus learnerStatus(TopologySettings settings, Learner learner, TopicKeeper keeper, TopicFollower follower,
            ThreadSupervisor threads, LearnerMeters meters, LearnerReadModel readModel) {
        return new LearnerStatus(settings, learner, keeper, follower, threads, meters, readModel,
                InstantSource.system());
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
