package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.events.Topic;
import io.doorstep.events.topics.EventTopics;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The topics on a real broker: created with the settings of the contract, never changed, complained of once. */
@ExtendWith({KafkaBrokerExtension.class, OutputCaptureExtension.class})
class TopicSettingsTests {

    private static Admin admin(KafkaBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void create(Admin admin, Topic topic, int partitions, String policy) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic.topicName(), partitions, (short) 1)
                .configs(Map.of("cleanup.policy", policy)))).all().get();
    }

    private static int partitions(Admin admin, Topic topic) throws Exception {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic.topicName())).allTopicNames().get()
                .get(topic.topicName())).partitions().size();
    }

    @Test
    void bothServices_createWhatIsMissing_withTheSettingsOfTheContract(StoppableBroker broker, @TempDir Path data)
            throws Exception {
        try (Admin admin = admin(broker);
                RunningChat _ = RunningChat.with(RunningChat.at(broker));
                var _ = RunningLearner.start(broker, data)) {
            var names = Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());
            await().until(() -> admin.listTopics().names().get().containsAll(names));
            for (Topic topic : Topic.values()) {
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
                var config = Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource));
                Map<String, String> set = new TreeMap<>();
                topic.config().keySet().forEach(name -> set.put(name, config.get(name).value()));
                assertThat(set).isEqualTo(topic.config());
                assertThat(partitions(admin, topic)).isEqualTo(topic.partitions());
            }
            assertThat(new EventTopics(admin, Duration.ofSeconds(10)).ensure(EnumSet.allOf(Topic.class)).complaint())
                    .isEmpty();
        }
    }

    @Test
    void topicsThatAreOtherwise_areComplainedOfInOneSentence_andLeftAlone(StoppableBroker broker, @TempDir Path data,
            CapturedOutput output) throws Exception {
        try (Admin admin = admin(broker)) {
            create(admin, Topic.CONNECTIONS, 3, "delete");
            create(admin, Topic.VIOLATIONS, 3, "delete");
            create(admin, Topic.LIMITS, 1, "delete");
            String complaint = "The topics are not as they should be: admission.connections has 3 partitions, not 12;"
                    + " admission.violations has 3 partitions, not 12; admission.limits has the cleanup policy delete,"
                    + " not compact.";
            try (RunningChat _ = RunningChat.with(RunningChat.at(broker));
                    var _ = RunningLearner.start(broker, data)) {
                await().untilAsserted(
                        () -> assertThat(output.getOut().split(complaint, -1)).as("one from each service").hasSize(3));
                await().until(() -> admin.listTopics().names().get()
                        .contains(Topic.PATTERNS.topicName()));
            }
            assertThat(partitions(admin, Topic.CONNECTIONS)).isEqualTo(3);
        }
    }
}
