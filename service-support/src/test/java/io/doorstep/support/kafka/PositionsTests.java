package io.doorstep.support.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.FoundTopic;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionsTests {
    private static final TopicPartition PARTITION = new TopicPartition(Topic.MESSAGES.topicName(), 0);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # read to | same topic | beginning | end | goes on at | anew
            100       | true       | 0         | 100 | 100        | false
            100       | true       | 0         | 250 | 100        | false
            100       | true       | 120       | 250 | 120        | false
            100       | true       | 0         | 40  | 0          | true
            100       | true       | 0         | 0   | 0          | true
            100       | false      | 0         | 0   | 0          | true
            100       | false      | 0         | 250 | 0          | true
            """)
    void starts_goOn_orBeginAgain(long readTo, boolean same, long beginning, long end, long from, boolean anew) {
        Positions positions = new Positions(Map.of(Topic.MESSAGES, 10L));
        FoundTopic first = new FoundTopic(Uuid.randomUuid(), 1);
        positions.starts(Map.of(Topic.MESSAGES, first), Map.of(PARTITION, 0L), Map.of(PARTITION, 5L));
        positions.passed(PARTITION, readTo - 1);
        var starts = positions.starts(
                Map.of(Topic.MESSAGES, same ? first : new FoundTopic(Uuid.randomUuid(), 1)),
                Map.of(PARTITION, beginning), Map.of(PARTITION, end));
        assertThat(starts.offsets()).isEqualTo(Map.of(PARTITION, from));
        assertThat(starts.anew().contains(Topic.MESSAGES)).isEqualTo(anew);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # look back         | beginning | end | begins at | whole
            10                  | 0         | 5   | 0         | true
            10                  | 0         | 100 | 90        | false
            10                  | 95        | 100 | 95        | false
            0                   | 0         | 100 | 100       | false
            9223372036854775807 | 0         | 100 | 0         | true
            9223372036854775807 | 7         | 100 | 7         | false
            """)
    void starts_beginSomeWayBack(long lookBack, long beginning, long end, long from, boolean whole) {
        Positions positions = new Positions(Map.of(Topic.MESSAGES, lookBack));
        var starts = positions.starts(Map.of(Topic.MESSAGES, new FoundTopic(Uuid.randomUuid(), 1)),
                Map.of(PARTITION, beginning), Map.of(PARTITION, end));
        assertThat(starts.offsets()).isEqualTo(Map.of(PARTITION, from));
        assertThat(starts.areWhole()).isEqualTo(whole);
        assertThat(starts.anew()).isEmpty();
    }
}
