package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doorstep.analytics.AnalyticsConsumerApplication;
import io.doorstep.events.ConnectionOpened;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import io.doorstep.events.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole loop: visitors, events, patterns, a revision, and the door that goes by it. */
@ExtendWith(KafkaBrokerExtension.class)
class LearningTests {
    private static final int CLIENTS = 30;

    @Test
    void usage_becomesPatternsAndARevision_thatTheDoorGoesBy(StoppableBroker broker, @TempDir Path data) {
        List<Visitor> visitors = new ArrayList<>();
        try (var _ = learner(broker, data);
                RunningChat chat = RunningChat.with(RunningChat.at(broker), "doorstep.pool.max-per-client=1");
                Topics topics = new Topics(broker, Topic.CONNECTIONS, Topic.VIOLATIONS, Topic.PATTERNS, Topic.LIMITS)) {
            visitors.add(Visitor.connectFrom("127.0.1.1", chat.socket("11", "first")));
            assertThat(visitors.getLast().frame(0).path("type").stringValue()).isEqualTo("connected");
            visitors.add(Visitor.connectFrom("127.0.1.1", chat.socket("11", "again")));
            assertThat(visitors.getLast().frame(0).path("code").stringValue()).isEqualTo("CONNECTION_LIMIT_EXCEEDED");
            for (int i = 2; i <= CLIENTS; i++) {
                visitors.add(Visitor.connectFrom("127.0.1." + i, chat.socket("11", "s" + i)));
            }

            LimitsRevised first = topics.await(LimitsRevised.class, 1).getFirst();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> chat.status().at("/limits/revision").longValue() >= first.revision());

            assertThat(first.revision()).isEqualTo(1);
            assertThat(first.scope()).isEqualTo(Scope.DEFAULT);
            assertThat(first.author()).isEqualTo("learner");
            assertThat(first.evidence()).isNotEmpty().allMatch(evidence -> evidence.from() != evidence.to());
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                topics.await(UsagePattern.class, 1);
                assertThat(sum(topics, UsagePattern::attempts)).isEqualTo(CLIENTS + 1);
            });
            assertThat(sum(topics, UsagePattern::admitted)).isEqualTo(topics.of(ConnectionOpened.class).size());
            assertThat(sum(topics, pattern -> pattern.rejected().getOrDefault(ErrorCode.CONNECTION_LIMIT_EXCEEDED, 0L)))
                    .isEqualTo(topics.of(Violation.class).size()).isEqualTo(1);
        } finally {
            visitors.forEach(Visitor::close);
        }
    }

    @Test
    void aPoisonedRecord_isPutAside_andTheLearnerGoesOn(StoppableBroker broker, @TempDir Path data) {
        try (var learner = learner(broker, data);
                Topics topics = new Topics(broker, Topic.PATTERNS)) {
            Topics.publishRaw(broker, Topic.CONNECTIONS, "io.doorstep.connection.opened.v1", "{\"client\":");
            Topics.publishRaw(broker, Topic.VIOLATIONS, "io.doorstep.violation.v1", "{}");
            Topics.publish(broker, new ConnectionOpened("client", "c-1", "11", Tier.ANONYMOUS, null, 1, 1, 0, false));
            assertThat(topics.await(UsagePattern.class, 1).getFirst().attempts()).isEqualTo(1);
            assertThat(Topics.values(broker, Topic.DEAD_LETTERS.topicName(), 2)).containsExactlyInAnyOrder("{\"client\":",
                    "{}");
            assertThat(learner.isRunning()).isTrue();
        }
    }

    private static ConfigurableApplicationContext learner(KafkaBroker broker, Path data) {
        return AnalyticsConsumerApplication.start("--server.port=0", "--server.address=127.0.0.1",
                "--doorstep.secret=test", "--doorstep.operator.password=test", "--doorstep.data-dir=" + data,
                "--doorstep.tuning.window=2s", "--" + RunningChat.at(broker), "--spring.main.banner-mode=off",
                "--logging.level.root=warn");
    }

    private static long sum(Topics topics, ToLongFunction<UsagePattern> count) {
        return topics.of(UsagePattern.class).stream().filter(pattern -> pattern.scope().equals(Scope.DEFAULT))
                .mapToLong(count).sum();
    }
}
