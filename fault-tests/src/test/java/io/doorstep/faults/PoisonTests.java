package io.doorstep.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Records that nobody can read, on every topic that a part of Doorstep reads: both services go on. */
@ExtendWith(KafkaBrokerExtension.class)
class PoisonTests {

    @Test
    void poison_isPassedOver_byBothServices(StoppableBroker broker, @TempDir Path data) {
        try (RunningChat chat = RunningChat.with(RunningChat.at(broker));
                var learner = RunningLearner.start(broker, data);
                Visitor anna = Visitor.connect(chat.socket("11", "talk"));
                Visitor ben = Visitor.connect(chat.socket("11", "talk"))) {
            anna.frame("connected");
            ben.frame("connected");
            poison(broker, Topic.CONNECTIONS, "io.doorstep.connection.opened.v1");
            poison(broker, Topic.VIOLATIONS, "io.doorstep.violation.v1");
            poison(broker, Topic.CONFIGURATION, "io.doorstep.limits.configured.v1");
            poison(broker, Topic.LIMITS, "io.doorstep.limits.revised.v1");
            poison(broker, Topic.SANCTIONS, "io.doorstep.sanction.v1");
            poison(broker, Topic.COMMANDS, "io.doorstep.limits.command.v1");
            poison(broker, Topic.COMMANDS, "io.doorstep.sanction.command.v1");
            poison(broker, Topic.REVISION_LOG, "io.doorstep.limits.command.answered.v1");
            poison(broker, Topic.PATTERNS, "io.doorstep.usage.pattern.v1");
            poison(broker, Topic.MESSAGES, "io.doorstep.chat.message.v1");
            poison(broker, Topic.SIGNALS, "io.doorstep.chat.typing.v1");

            Topics.publish(broker, new ConnectionOpened("client", "c-1", "11", Tier.ANONYMOUS, null, 1, 1, 0, false));
            Topics.publish(broker, new LimitsRevised(Scope.DEFAULT, 9, 0, Limits.DEFAULTS, "test", "test", List.of()));
            await()
                    .until(() -> chat.status().at("/limits/revision").longValue() == 9);
            anna.say("m1", "still here?");
            assertThat(ben.frame("message").path("text").stringValue()).isEqualTo("still here?");
            assertThat(Topics.values(broker, Topic.DEAD_LETTERS.topicName(), 12)).contains("{\"client\":", "{}", "[]");
            LearnerReadModel readModel = learner.getBean(LearnerReadModel.class);
            await().until(() -> readModel.patterns("default", 10).stream()
                    .anyMatch(pattern -> pattern.attempts() > 0));
            assertThat(learner.isRunning()).isTrue();
        }
    }

    /** Not JSON, without what is required, and of another kind altogether. */
    private static void poison(KafkaBroker broker, Topic topic, String type) {
        for (String value : List.of("{\"client\":", "{}", "[]")) {
            Topics.publishRaw(broker, topic, type, value);
        }
    }
}
