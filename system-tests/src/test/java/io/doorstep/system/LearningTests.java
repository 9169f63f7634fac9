package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.analytics.topology.readmodel.LearnerReadModel;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import io.doorstep.events.Violation;
import io.doorstep.testing.broker.KafkaBrokerExtension;
import io.doorstep.testing.broker.StoppableBroker;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.service.RunningLearner;
import io.doorstep.testing.socket.Visitor;
import io.doorstep.testing.topics.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop: visitors, events, patterns, a revision, and the door that goes by it. */
@ExtendWith(KafkaBrokerExtension.class)
class LearningTests {
    private static final int FEW_CLIENTS = 5;

    @Test
    void usage_becomesPatternsAndARevision_thatTheDoorGoesBy(StoppableBroker broker, @TempDir Path data) {
        List<Visitor> visitors = new ArrayList<>();
        try (var learner = RunningLearner.start(data, RunningChat.at(broker),
                "doorstep.tuning.minimum-clients=" + FEW_CLIENTS);
                RunningChat chat = RunningChat.with(RunningChat.at(broker), "doorstep.pool.max-per-client=1");
                Topics topics = new Topics(broker, Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.PATTERNS, Topic.LIMITS)) {
            await("the door's limits").until(() -> learner.getBean(LearnerReadModel.class).configured() != null);
            visitors.add(Visitor.connectFrom("127.0.1.1", chat.socket("11", "first")));
            assertThat(visitors.getLast().frame(0).path("type").stringValue()).isEqualTo("connected");
            visitors.add(Visitor.connectFrom("127.0.1.1", chat.socket("11", "again")));
            assertThat(visitors.getLast().frame(0).path("code").stringValue()).isEqualTo("CONNECTION_LIMIT_EXCEEDED");
            await("a revision, while others keep coming").pollInSameThread().until(() -> {
                int next = visitors.size();
                visitors.add(Visitor.connectFrom("127.0.2." + next, chat.socket("11", "s" + next)));
                return topics.has(envelope -> envelope.event() instanceof LimitsRevised);
            });

            LimitsRevised first = topics.await(LimitsRevised.class, 1).getFirst();
            await()
                    .until(() -> chat.status().at("/limits/revision").longValue() >= first.revision());

            assertThat(first.revision()).isEqualTo(1);
            assertThat(first.scope()).isEqualTo(Scope.DEFAULT);
            assertThat(first.author()).isEqualTo("learner");
            assertThat(first.evidence()).isNotEmpty().allMatch(evidence -> evidence.from() != evidence.to());
            await().untilAsserted(() -> {
                topics.await(UsagePattern.class, 1);
                assertThat(sum(topics, UsagePattern::attempts)).isEqualTo(visitors.size());
            });
            assertThat(sum(topics, UsagePattern::admitted)).isEqualTo(topics.of(ConnectionOpened.class).size());
            assertThat(sum(topics, pattern -> pattern.rejected().getOrDefault(ErrorCode.CONNECTION_LIMIT_EXCEEDED, 0L)))
                    .isEqualTo(topics.of(Violation.class).size()).isEqualTo(1);
        } finally {
            visitors.forEach(Visitor::close);
        }
    }

    private static long sum(Topics topics, ToLongFunction<UsagePattern> count) {
        return topics.of(UsagePattern.class).stream().filter(pattern -> pattern.scope().equals(Scope.DEFAULT))
                .mapToLong(count).sum();
    }
}
