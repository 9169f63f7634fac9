package io.doorstep.analytics.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputStateTests {
    private static final TopicPartition CONNECTIONS = new TopicPartition(Topic.CONNECTIONS.topicName(), 3);
    private static final TopicPartition VIOLATIONS = new TopicPartition(Topic.VIOLATIONS.topicName(), 3);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # connections: there, committed, next; violations: there, committed, next; read
            0,  ,   ,  0, ,  , true
            9,  ,   9, 0, ,  , true
            9,  ,   8, 0, ,  , false
            9,  9,  ,  0, ,  , true
            9,  5,  ,  0, ,  , false
            9,  5,  9, 4, ,  , false
            9,  5,  9, 4, 4, , true
            9,  5,  9, 4, 1, 4, true
            9,  12, ,  4, 7, , true
            """)
    void isRead_whenBothTopicsAre_byThisReaderOrTheOneBefore(long connections, Long committed, Long next,
            long violations, Long violationsCommitted, Long violationsNext, boolean isRead) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        put(starts, CONNECTIONS, committed);
        put(starts, VIOLATIONS, violationsCommitted);
        Map<String, Long> read = new HashMap<>();
        put(read, CONNECTIONS.topic(), next);
        put(read, VIOLATIONS.topic(), violationsNext);
        var state = new InputState(1, Map.of(CONNECTIONS, connections, VIOLATIONS, violations,
                new TopicPartition(Topic.CONNECTIONS.topicName(), 4), 1000L), starts);

        assertThat(state.isRead(3, read)).isEqualTo(isRead);
    }

    private static <K> void put(Map<K, Long> map, K key, Long value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
