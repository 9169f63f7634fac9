package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.ConnectionClosed;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.GoodClientImpact;
import io.doorstep.events.LimitName;
import io.doorstep.events.Scope;
import io.doorstep.events.Tier;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerTopologyTests {
    @TempDir
    Path stateDir;

    private LearnerDriver learner;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void startAndSettle() {
        learner = new LearnerDriver(TuningMode.OFF, stateDir);
        learner.advance(Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        learner.close();
    }

    @Test
    void window_isPublishedPerScope_whenItsEndAndGraceHavePassed() {
        Instant start = learner.now();
        learner.publish(DoorEvents.opened("a"));
        learner.publish(DoorEvents.opened("a"));
        learner.publish(DoorEvents.refused("b", 5));
        learner.advance(LearnerDriver.WINDOW.plusMillis(400));
        assertThat(learner.patterns()).as("within the grace").isEmpty();

        learner.advance(Duration.ofMillis(100));

        List<UsagePattern> patterns = learner.patterns();
        assertThat(patterns).extracting(UsagePattern::scope).containsExactlyInAnyOrder(Scope.DEFAULT,
                Scope.tier(Tier.ANONYMOUS), Scope.product("11"));
        assertThat(patterns).allSatisfy(pattern -> {
            assertThat(pattern.windowStartMs()).isEqualTo(start.toEpochMilli());
            assertThat(pattern.windowMs()).isEqualTo(LearnerDriver.WINDOW.toMillis());
            assertThat(pattern.clients()).isEqualTo(2);
            assertThat(pattern.attempts()).isEqualTo(7);
            assertThat(pattern.admitted()).isEqualTo(2);
            assertThat(pattern.rejected()).containsOnly(java.util.Map.entry(ErrorCode.RATE_LIMIT_EXCEEDED, 5L));
            assertThat(pattern.attemptsPerClient().max()).isEqualTo(5);
        });
        assertThat(learner.listener().windows).containsExactly(start.toEpochMilli());
    }

    @Test
    void window_isPublishedOnce_andNoneWithoutUsage() {
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        assertThat(learner.patterns()).hasSize(3);

        learner.publish(new ConnectionClosed("a", "c", "11", Tier.ANONYMOUS, null, 9, 1000, null, 0, 0));
        learner.advance(LearnerDriver.WINDOW.multipliedBy(5));
        assertThat(learner.patterns()).isEmpty();
    }

    @Test
    void event_countsInTheWindowOfItsOwnTime_whenItComesWithinTheGrace() {
        Instant inFirst = learner.now().plusSeconds(9);
        learner.advance(LearnerDriver.WINDOW.plusMillis(300));
        learner.publish(DoorEvents.opened("b"));
        learner.publish(DoorEvents.opened("a"), inFirst);
        learner.endWindow();

        assertThat(wholes(learner.patterns())).extracting(UsagePattern::attempts).containsExactly(1L, 1L);
        assertThat(learner.listener().late).isZero();
    }

    @Test
    void event_isLeftOutAndCounted_whenItsWindowIsClosed() {
        Instant inFirst = learner.now();
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        learner.patterns();

        learner.publish(DoorEvents.opened("a"), inFirst);
        learner.publish(new ConnectionClosed("a", "c", "11", Tier.ANONYMOUS, null, 9, 1000, null, 0, 0), inFirst);
        learner.endWindow();

        assertThat(learner.patterns()).isEmpty();
        assertThat(learner.listener().late).isEqualTo(1);
    }

    @Test
    void event_countsAsNow_whenItsTimeIsAhead() {
        Instant start = learner.now();
        learner.publish(DoorEvents.opened("a"), Instant.MAX);
        learner.publish(DoorEvents.opened("a"), Instant.parse("3000-01-01T00:00:00Z"));
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();

        assertThat(wholes(learner.patterns())).singleElement().satisfies(pattern -> {
            assertThat(pattern.windowStartMs()).isEqualTo(start.toEpochMilli());
            assertThat(pattern.attempts()).isEqualTo(3);
        });
        assertThat(learner.listener().ahead).isEqualTo(2);
    }

    @Test
    void event_isNotCalledAhead_whenAClockIsOffByLessThanTheGrace() {
        learner.publish(DoorEvents.opened("a"), learner.now().plus(LearnerDriver.GRACE));
        learner.publish(DoorEvents.opened("a"), learner.now().plus(LearnerDriver.GRACE).plusMillis(1));
        assertThat(learner.listener().ahead).isEqualTo(1);
    }

    @Test
    void event_isLeftOutAndCounted_whenItIsOlderThanAnythingThatIsKept() {
        try (var fresh = new LearnerDriver(TuningMode.OFF, stateDir.resolve("fresh"))) {
            fresh.publish(DoorEvents.opened("a"), Instant.EPOCH);
            fresh.publish(DoorEvents.opened("a"), fresh.now().minus(Duration.ofDays(8)));
            fresh.publish(DoorEvents.opened("a"));
            fresh.endWindow();
            fresh.advance(Duration.ofSeconds(10));

            assertThat(wholes(fresh.patterns())).singleElement().extracting(UsagePattern::attempts).isEqualTo(1L);
            assertThat(fresh.listener().late).isEqualTo(2);
        }
    }

    @Test
    void activity_isInTheWindowOfItsMinutesLastInstant() {
        Instant end = learner.now().plus(LearnerDriver.WINDOW);
        learner.advance(LearnerDriver.WINDOW.plusMillis(200));
        learner.publish(DoorEvents.activity("a", end.minusSeconds(60), 12), end);
        learner.publish(DoorEvents.activity("b", end.minusSeconds(60), 5), end.minusMillis(1));
        learner.endWindow();

        assertThat(wholes(learner.patterns())).singleElement().satisfies(pattern -> {
            assertThat(pattern.windowStartMs()).isEqualTo(end.minus(LearnerDriver.WINDOW).toEpochMilli());
            assertThat(pattern.clients()).isZero();
            assertThat(pattern.messagesPerSession().max()).isEqualTo(12);
            assertThat(pattern.messagesPerSession().p50()).isEqualTo(5);
        });
    }

    @Test
    void activity_isLeftOutAndCounted_whenItsMinuteIsLongAgo() {
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        learner.patterns();

        learner.publish(DoorEvents.activity("a", learner.now().minusSeconds(3600), 1));
        learner.publish(DoorEvents.activity("a", Instant.EPOCH, 1));
        learner.endWindow();

        assertThat(learner.patterns()).isEmpty();
        assertThat(learner.listener().late).isEqualTo(2);
    }

    @Test
    void patterns_sayWhomEachLimitMet_andWhatIsAttacked() {
        for (int client = 0; client < 30; client++) {
            learner.publish(DoorEvents.opened("c" + client));
        }
        learner.publish(DoorEvents.refused("attacker", 500));
        learner.publish(DoorEvents.wouldReject("c1"));
        learner.endWindow();

        assertThat(wholes(learner.patterns())).singleElement().satisfies(pattern -> {
            assertThat(pattern.collateral())
                    .contains(new GoodClientImpact(LimitName.CONNECTION_RATE, 50, 30, 0, 1, 1, 30, 0));
            assertThat(pattern.collateral()).extracting(GoodClientImpact::limitName).hasSize(4);
            assertThat(pattern.attacked()).containsExactly(LimitName.CONNECTION_RATE);
        });
    }

    @Test
    void backlog_isFoldedByItsOwnTime() {
        Instant hourAgo = learner.now().minusSeconds(3600);
        try (var late = new LearnerDriver(TuningMode.OFF, stateDir.resolve("backlog"))) {
            for (int window = 0; window < 30; window++) {
                for (int client = 0; client < 4; client++) {
                    late.publish(DoorEvents.opened("c" + client), hourAgo.plusSeconds(10 * window + client));
                }
                late.advance(Duration.ofMillis(100));
            }
            late.advance(Duration.ofSeconds(5));

            assertThat(wholes(late.patterns())).hasSize(30).extracting(UsagePattern::attempts).containsOnly(4L);
            assertThat(late.listener().late).isZero();
        }
    }

    @Test
    void outage_losesNothing_thatIsPublishedAfterwards() {
        Instant before = learner.now();
        learner.publish(DoorEvents.opened("a"));
        learner.outage(LearnerDriver.WINDOW.multipliedBy(6));
        for (int second = 1; second < 60; second++) {
            learner.publish(DoorEvents.opened("a"), before.plusSeconds(second));
        }
        learner.endWindow();

        assertThat(wholes(learner.patterns())).hasSize(6).extracting(UsagePattern::attempts).containsOnly(10L);
        assertThat(learner.listener().late).isZero();
    }

    @Test
    void poison_isSetAside_andStopsNothing() {
        learner.publishRaw(Topic.CONNECTIONS, "io.doorstep.connection.opened.v1", "{\"client\":");
        learner.publishRaw(Topic.CONNECTIONS, "io.doorstep.connection.opened.v1", "{}");
        learner.publishRaw(Topic.VIOLATIONS, "io.doorstep.violation.v1",
                "{\"client\":\"x\",\"code\":\"NO_SUCH_CODE\",\"count\":1}");
        learner.publish(DoorEvents.refused("a", Long.MAX_VALUE));
        learner.publishRaw(Topic.VIOLATIONS, "io.doorstep.tomorrow.v9", "{}");
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();

        assertThat(wholes(learner.patterns())).singleElement().extracting(UsagePattern::attempts).isEqualTo(1L);
        assertThat(learner.listener().unreadable).isEqualTo(4);
        assertThat(learner.deadLetters()).as("of what can be read and makes no sense").singleElement().asString()
                .contains("9223372036854775807");
    }

    @Test
    void attempts_reconcileExactly_overManyWindows() {
        var random = new Random(42);
        long attempts = 0;
        long admitted = 0;
        for (int step = 0; step < 4000; step++) {
            String client = "c" + random.nextInt(300);
            if (random.nextInt(5) == 0) {
                int count = 1 + random.nextInt(20);
                learner.publish(DoorEvents.refused(client, count));
                attempts += count;
            } else {
                learner.publish(DoorEvents.opened(client));
                attempts++;
                admitted++;
            }
            learner.advance(Duration.ofMillis(random.nextInt(60)));
        }
        learner.endWindow();

        List<UsagePattern> patterns = learner.patterns();
        assertThat(wholes(patterns).stream().mapToLong(UsagePattern::attempts).sum()).isEqualTo(attempts);
        assertThat(wholes(patterns).stream().mapToLong(UsagePattern::admitted).sum()).isEqualTo(admitted);
        assertThat(patterns).as("one for each scope and window")
                .extracting(pattern -> pattern.scope() + "@" + pattern.windowStartMs()).doesNotHaveDuplicates();
        assertThat(learner.listener().late).isZero();
    }

    @Test
    void sequence_countsUpByOne_overAllPublished() {
        List<Long> sequences = new ArrayList<>();
        for (int window = 0; window < 3; window++) {
            learner.publish(DoorEvents.opened("a"));
            learner.endWindow();
            learner.patternEvents().stream().map(EventEnvelope::sequence).forEach(sequences::add);
        }
        assertThat(sequences).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    private static List<UsagePattern> wholes(List<UsagePattern> patterns) {
        return patterns.stream().filter(pattern -> pattern.scope().equals(Scope.DEFAULT)).toList();
    }

    @Test
    void windows_stayOpen_whileKafkaHasMoreThanWasRead() {
        learner.has(Topic.CONNECTIONS, 2);
        learner.publish(DoorEvents.opened("a"));
        learner.advance(Duration.ofSeconds(50));
        assertThat(learner.patterns()).isEmpty();
        learner.has(Topic.CONNECTIONS, 1);
        learner.advance(Duration.ofSeconds(1));
        assertThat(learner.patterns()).isNotEmpty();
    }
}
