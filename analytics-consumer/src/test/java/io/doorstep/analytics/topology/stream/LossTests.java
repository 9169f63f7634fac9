package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.analytics.usage.SourceLoss;
import io.doorstep.events.EventEnvelope;
import io.doorstep.events.InstanceEnded;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsReset;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.Shed;
import io.doorstep.events.UsagePattern;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossTests {
    @TempDir
    Path stateDir;

    private LearnerDriver learner;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void startAndSettle() {
        learner = new LearnerDriver(TuningMode.ENFORCE, stateDir);
        learner.advance(Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        learner.close();
    }

    private SourceLoss loss(String source) {
        return learner.listener().sources.stream().filter(loss -> loss.source().equals(source)).findFirst()
                .orElseThrow();
    }

    @Test
    void aHole_marksThePatternsOfItsWindow_andNoOther() {
        learner.publish(DoorEvents.opened("a"));
        learner.lose(3);
        learner.publish(DoorEvents.opened("b"));
        learner.endWindow();
        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(3L);
        assertThat(loss("chat-1").lost()).isEqualTo(3);

        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(0L);
        assertThat(loss("chat-1")).extracting(SourceLoss::arrived, SourceLoss::lost).containsExactly(3L, 3L);
    }

    @Test
    void eventsOfAllKinds_andOfTypesThatAreNotKnown_leaveNoHole() {
        learner.publish(DoorEvents.opened("a"));
        learner.publish(new Shed("network", 5, 1000));
        learner.publish(new LimitsReset("olga", null, 1));
        learner.publishUnknown();
        for (int i = 0; i < 100; i++) {
            learner.publish(DoorEvents.refused("b", 1));
        }
        learner.endWindow();
        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(0L);
        assertThat(loss("chat-1")).extracting(SourceLoss::arrived, SourceLoss::lost, SourceLoss::duplicates,
                SourceLoss::reordered).containsExactly(104L, 0L, 0L, 0L);
    }

    @Test
    void duplicatesAndReorderings_areCounted() {
        for (long sequence : new long[]{1, 2, 2, 4, 3}) {
            learner.publish(new EventEnvelope("chat-9", sequence, learner.now(), DoorEvents.opened("a")));
        }
        learner.endWindow();
        assertThat(loss("chat-9")).extracting(SourceLoss::arrived, SourceLoss::lost, SourceLoss::duplicates,
                SourceLoss::reordered).containsExactly(4L, 0L, 1L, 1L);
    }

    @Test
    void aRestartedInstance_isAnotherSource_andASilentOneIsForgotten() {
        learner.publish(DoorEvents.opened("a"));
        learner.restart();
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        assertThat(learner.listener().sources).extracting(SourceLoss::source).containsExactly("chat-1", "chat-2");
        assertThat(learner.listener().sources).extracting(SourceLoss::lost).containsOnly(0L);

        learner.advance(LossTrackers.SILENCE);
        learner.restart();
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        assertThat(learner.listener().sources).extracting(SourceLoss::source).containsExactly("chat-3");
    }

    @Test
    void whatAKilledInstancePublishedLast_isLost_onceItsEndIsTold() {
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        assertThat(loss("chat-1").ended()).isNull();
        learner.restart();
        learner.publish(new InstanceEnded("chat-1", 5, false));
        learner.publish(DoorEvents.opened("b"));
        learner.patterns();
        learner.endWindow();
        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(4L);
        assertThat(loss("chat-1")).extracting(SourceLoss::arrived, SourceLoss::lost, SourceLoss::ended)
                .containsExactly(1L, 4L, "killed");
        assertThat(loss("chat-2")).extracting(SourceLoss::arrived, SourceLoss::lost, SourceLoss::ended)
                .containsExactly(2L, 0L, null);
    }

    @Test
    void aLossInAWindowWithoutUsage_isInTheNextPattern() {
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        learner.restart();
        learner.publish(new InstanceEnded("chat-1", 5, false));
        learner.endWindow();
        learner.patterns();
        learner.endWindow();
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(4L);
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(0L);
    }

    @Test
    void aCleanEnd_isNoLoss_andWhatComesAfterAll_isNoneEither() {
        learner.publish(DoorEvents.opened("a"));
        learner.publish(new InstanceEnded("chat-1", 2, true));
        learner.publish(new InstanceEnded("chat-8", 5, false));
        learner.publish(new EventEnvelope("chat-8", 1, learner.now(), DoorEvents.opened("a")));
        learner.endWindow();
        assertThat(loss("chat-1")).extracting(SourceLoss::lost, SourceLoss::ended).containsExactly(0L, "clean");
        assertThat(loss("chat-8").lost()).isEqualTo(4);
        for (int sequence = 2; sequence <= 5; sequence++) {
            learner.publish(new EventEnvelope("chat-8", sequence, learner.now(), DoorEvents.opened("a")));
        }
        learner.endWindow();
        assertThat(loss("chat-8")).extracting(SourceLoss::arrived, SourceLoss::lost).containsExactly(5L, 0L);
    }

    @Test
    void theEndOfAnInstanceThatWasNeverHeardOf_isNoLoss_andForgotten() {
        learner.publish(new InstanceEnded("chat-9", 5, false));
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(0L);
        assertThat(learner.listener().sources).extracting(SourceLoss::source).containsExactly("chat-1");
    }

    @Test
    void whatComesAfterItsWindowWasClosed_isLostToTheNext() {
        Instant inFirst = learner.now();
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        learner.patterns();
        learner.publish(DoorEvents.opened("b"));
        learner.publish(DoorEvents.opened("a"), inFirst);
        learner.publish(DoorEvents.refused("a", 3), inFirst);
        learner.publish(DoorEvents.activity("a", inFirst.minusSeconds(3600), 1));
        learner.endWindow();

        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(3L);
        assertThat(loss("chat-1")).extracting(SourceLoss::arrived, SourceLoss::lost, SourceLoss::late)
                .containsExactly(5L, 3L, 3L);
        assertThat(learner.listener().late).isEqualTo(3);
        learner.publish(DoorEvents.opened("a"));
        learner.endWindow();
        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(0L);
    }

    @Test
    void whatComesWithinTheGrace_isNotLost() {
        Instant inFirst = learner.now().plusSeconds(9);
        learner.advance(LearnerDriver.WINDOW.plusMillis(300));
        learner.publish(DoorEvents.opened("a"), inFirst);
        learner.publish(DoorEvents.opened("b"));
        learner.endWindow();
        assertThat(learner.patterns()).isNotEmpty().extracting(UsagePattern::lost).containsOnly(0L);
    }

    /** Its events are never in a window that is still open: of what it admits, no limit may be lowered. */
    @Test
    void anInstanceWhoseClockIsBehind_isLoss_andLowersNothing() {
        for (int window = 0; window < 20; window++) {
            for (int client = 0; client < 30; client++) {
                learner.publish(DoorEvents.opened("c" + client));
            }
            learner.publish(new EventEnvelope("chat-slow", window + 1, learner.now().minusSeconds(15),
                    DoorEvents.opened("slow")));
            learner.endWindow();
        }
        assertThat(loss("chat-slow").late()).isGreaterThan(15);
        assertThat(loss("chat-slow").lost()).isEqualTo(loss("chat-slow").late());
        assertThat(learner.revisions()).noneMatch(LossTests::triesFewerSockets);
    }

    @Test
    void limits_areNotLowered_onWindowsWithLoss() {
        for (int window = 0; window < 3; window++) {
            for (int client = 0; client < 30; client++) {
                learner.publish(DoorEvents.opened("c" + client));
            }
            learner.lose(1);
            learner.publish(DoorEvents.opened("c0"));
            learner.endWindow();
        }
        assertThat(learner.revisions()).noneMatch(LossTests::triesFewerSockets);
        for (int window = 0; window < TuningPolicy.DEFAULTS.memory().windows(); window++) {
            for (int client = 0; client < 30; client++) {
                learner.publish(DoorEvents.opened("c" + client));
            }
            learner.endWindow();
        }
        assertThat(learner.revisions()).as("once they have passed")
                .anyMatch(LossTests::triesFewerSockets);
    }

    private static boolean triesFewerSockets(LimitsRevised revised) {
        Limits candidate = revised.candidate();
        return candidate != null && candidate.connectionsPerClient() < Limits.DEFAULTS.connectionsPerClient();
    }
}
