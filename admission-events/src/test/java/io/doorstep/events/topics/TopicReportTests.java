package io.doorstep.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Topic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicReportTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # topic     | partitions | policy         | complaints
            CONNECTIONS | 12         | delete         | ''
            CONNECTIONS | 12         |                | ''
            CONNECTIONS | 3          | delete         | has 3 partitions, not 12
            CONNECTIONS | 12         | compact        | has the cleanup policy compact, not delete
            LIMITS      | 1          | compact        | ''
            LIMITS      | 1          | delete         | has the cleanup policy delete, not compact
            LIMITS      | 1          | compact,delete | has the cleanup policy compact,delete, not compact
            LIMITS      | 2          | delete         | has 2 partitions, not 1; has the cleanup policy delete, not compact
            """)
    void found_isHeldAgainstTheContract(Topic topic, int partitions, @Nullable String policy, String complaints) {
        assertThat(String.join("; ", new TopicState.Found(partitions, policy).complaints(topic)))
                .isEqualTo(complaints);
    }

    @Test
    void complaint_isOneSentence_ofAllThatIsWrong() {
        var report = new TopicReport(Map.of(Topic.CONNECTIONS, new TopicState.Found(3, "delete"), Topic.VIOLATIONS,
                new TopicState.Created(12), Topic.LIMITS, new TopicState.Missing("Authorization failed.")));
        assertThat(report.complaint()).contains("The topics are not as they should be: admission.connections has 3"
                + " partitions, not 12; admission.limits is missing and could not be created (Authorization failed.); it"
                + " needs 1 partitions and {cleanup.policy=compact}.");
        assertThat(report.isComplete()).isFalse();
        assertThat(List.of(report.partitions(Topic.CONNECTIONS), report.partitions(Topic.VIOLATIONS),
                report.partitions(Topic.LIMITS), report.partitions(Topic.SIGNALS))).containsExactly(3, 12, 0, 0);
    }

    @Test
    void complaint_isNone_whereAllIsWell() {
        var report = new TopicReport(Map.of(Topic.LIMITS, new TopicState.Found(1, "compact")));
        assertThat(report.complaint()).isEmpty();
        assertThat(report.isComplete()).isTrue();
    }
}
