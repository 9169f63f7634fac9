package io.doorstep.analytics.topology.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsConditionTests {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # state       | failure | changed         | tasks | beat, s | stuck, s | fault
            RUNNING       |         |                 | true  | 1       | 0        |
            RUNNING       |         |                 | true  | 16      | 0        | the streams do nothing (RUNNING)
            RUNNING       |         |                 | false | 900     | 0        |
            RUNNING       |         |                 | true  | 1       | 16       | the streams read nothing though there is more
            REBALANCING   |         |                 | false | 14      | 0        |
            REBALANCING   |         |                 | false | 16      | 0        | the streams do nothing (REBALANCING)
            CREATED       |         |                 | false | 1       | 0        |
            ERROR         |         |                 | true  | 1       | 0        | the streams have ended (ERROR)
            PENDING_ERROR |         |                 | true  | 1       | 0        | the streams have ended (PENDING_ERROR)
            NOT_RUNNING   |         |                 | false | 1       | 0        | the streams have ended (NOT_RUNNING)
            ERROR         | boom    |                 | true  | 1       | 0        | a thread of the streams failed: boom
            RUNNING       |         | topic x is gone | true  | 1       | 0        | topic x is gone
            """)
    void fault_saysWhyStreamsMustBeReplaced(State state, @Nullable String failure, @Nullable String changed,
            boolean hasTasks, long beatSeconds, long stuckSeconds, @Nullable String fault) {
        var condition = new StreamsCondition(state, failure, changed, hasTasks, Duration.ofSeconds(beatSeconds),
                Duration.ofSeconds(stuckSeconds));
        assertThat(condition.fault(PATIENCE).orElse(null)).isEqualTo(fault);
    }
}
