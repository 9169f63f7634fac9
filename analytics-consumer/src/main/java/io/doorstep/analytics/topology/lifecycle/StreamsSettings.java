package io.doorstep.analytics.topology.lifecycle;

import io.doorstep.analytics.topology.LearnerListener;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.topology.deadletter.SenselessRecords;
import io.doorstep.analytics.topology.deadletter.UnreadableRecords;
import io.doorstep.analytics.topology.deadletter.UnwritableRecords;
import io.doorstep.events.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams that the topology relies on; all others are the operator's. */
public final class StreamsSettings {
    /** Names the consumer group, the internal topics and the transactions. */
    static final String APPLICATION_ID = "doorstep-learner";

    /** What a crash repeats at most. Where something was published, it is committed at once. */
    private static final int COMMIT_MS = 5000;
    /** An instance that was killed is missed after this long, and its work taken over. */
    private static final int SESSION_MS = 10_000;
    /** A thread that waits for a topic that is gone cannot be stopped. */
    private static final int BLOCK_MS = 10_000;

    private StreamsSettings() {}

    /** The name of the group that reads the input. */
    public static String applicationId(Map<String, Object> operators) {
        return operators.getOrDefault(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID).toString();
    }

    public static Map<String, Object> of(Map<String, Object> operators, TopologySettings settings,
            LearnerListener listener) {
        var config = new HashMap<>(operators);
        config.putIfAbsent(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        config.putIfAbsent(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        config.putIfAbsent(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        config.putIfAbsent(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), BLOCK_MS);
        config.putIfAbsent(StreamsConfig.adminClientPrefix(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG),
                MetadataRecoveryStrategy.NONE.name);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, SenselessRecords.class);
        config.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, UnwritableRecords.class);
        config.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topic.DEAD_LETTERS.topicName());
        config.put(UnreadableRecords.LISTENER, listener);
        return config;
    }
}
