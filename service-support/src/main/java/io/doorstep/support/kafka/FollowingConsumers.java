package io.doorstep.support.kafka;

import io.doorstep.events.EventEnvelope;
import io.doorstep.events.json.EventDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Makes consumers that read what is committed, belong to no group, and leave the choice of offsets to who follows. */
public final class FollowingConsumers {
    private FollowingConsumers() {}

    /** @param base settings of consumers, security included */
    public static Consumer<String, @Nullable EventEnvelope> create(Map<String, Object> base) {
        Map<String, Object> config = new HashMap<>(base);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, Duration.ofSeconds(1).toMillis());
        return new KafkaConsumer<>(config, new StringDeserializer(), new EventDeserializer());
    }
}
