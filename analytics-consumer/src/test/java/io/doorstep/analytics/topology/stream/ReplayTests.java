package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.Replay;
import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.Topic;
import io.doorstep.events.UsagePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was kept of open windows is gone, and their events are read again. */
class ReplayTests {
    private static final long PUBLISHED_UP_TO = LearnerDriver.START.plus(LearnerDriver.WINDOW).toEpochMilli();

    @TempDir
    Path stateDir;

    /** @param read records that had been read before, of those that are read again */
    private LearnerDriver replaying(long read) {
        return new LearnerDriver(TuningMode.ENFORCE, stateDir, ReadModels.configured(), new Beginning(1, new Replay(1,
                PUBLISHED_UP_TO, Map.of(new TopicPartition(Topic.CONNECTIONS.topicName(), 0), read)), false));
    }

    @Test
    void whatIsInAPublishedWindow_isNotCountedAgain() {
        try (LearnerDriver learner = replaying(3)) {
            learner.publish(DoorEvents.opened("a"));
            learner.publish(DoorEvents.opened("b"));
            learner.advance(LearnerDriver.WINDOW);
            learner.publish(DoorEvents.opened("c"));
            learner.publish(DoorEvents.opened("d"));
            learner.endWindow();

            assertThat(learner.patterns()).isNotEmpty().allSatisfy(pattern -> {
                assertThat(pattern.windowStartMs()).isEqualTo(PUBLISHED_UP_TO);
                assertThat(pattern.attempts()).isEqualTo(2);
                assertThat(pattern.lost()).as("no ledger has them, so they may have been late").isEqualTo(2);
            });
            assertThat(learner.listener().late).isZero();
        }
    }

    @Test
    void whatIsInAPublishedWindow_isNotLost_whereTheLedgerHasIt() {
        try (LearnerDriver learner = replaying(3)) {
            learner.advance(LearnerDriver.WINDOW);
            var counted = new EventEnvelope("chat-9", 1, learner.now(), DoorEvents.opened("a"));
            learner.publish(counted);
            learner.publish(new EventEnvelope("chat-9", 1, LearnerDriver.START, counted.event()));
            learner.endWindow();

            assertThat(learner.patterns()).isNotEmpty().allSatisfy(pattern -> {
                assertThat(pattern.attempts()).isEqualTo(1);
                assertThat(pattern.lost()).isZero();
            });
        }
    }

    @Test
    void whatWasNotReadBefore_isLate_inAPublishedWindow() {
        try (LearnerDriver learner = replaying(1)) {
            learner.publish(DoorEvents.opened("a"));
            learner.advance(LearnerDriver.WINDOW.plus(Duration.ofSeconds(2)));
            learner.publish(DoorEvents.opened("c"));
            learner.publish(DoorEvents.opened("d"), LearnerDriver.START.plusSeconds(1));
            learner.endWindow();

            assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::attempts).containsOnly(1L);
            assertThat(learner.listener().late).isEqualTo(1);
        }
    }
}
