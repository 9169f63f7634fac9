package io.doorstep.analytics.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.topology.readmodel.ReadModels;
import io.doorstep.analytics.topology.suspects.SanctionPublisher;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.events.Sanction;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators order about a client, beside what the rules say. */
class SanctionOrderTests {
    private static final long LEASE_MS = SanctionPublisher.LEASE_WINDOWS * LearnerDriver.WINDOW.toMillis();
    private static final int ENOUGH = SuspectTests.ENOUGH;

    @TempDir
    Path stateDir;

    private LearnerDriver learner() {
        LearnerDriver learner = new LearnerDriver(TuningMode.OFF, SuspectTests.SETUP, stateDir, ReadModels.configured(),
                Beginning.anew(1));
        learner.advance(Duration.ofSeconds(10));
        return learner;
    }

    private static void hammer(LearnerDriver learner, String client, int times) {
        SuspectTests.hammer(learner, client, times);
    }

    private static Sanction only(LearnerDriver learner) {
        return SuspectTests.only(learner);
    }

    private static List<Sanction> all(LearnerDriver learner) {
        return learner.sanctions().stream().map(Objects::requireNonNull).toList();
    }

    @Test
    void sanction_isLifted_whenItsEndHasCome_andForgotten_whenNobodyNeedsItAnyMore() {
        try (LearnerDriver learner = learner()) {
            learner.command(Orders.impose("o1", "bad", SanctionStep.BANNED, learner.now().plusSeconds(5)));
            assertThat(only(learner).untilMs()).isEqualTo(learner.now().plusSeconds(5).toEpochMilli());
            learner.advance(Duration.ofSeconds(4));
            assertThat(learner.sanctions()).isEmpty();
            learner.advance(Duration.ofSeconds(2));
            assertThat(only(learner).step()).isEqualTo(SanctionStep.LIFTED);
            learner.advance(Duration.ofMillis(LEASE_MS).plusSeconds(1));
            assertThat(learner.sanctions()).as("a tombstone").hasSize(1).containsOnlyNulls();
            learner.advance(Duration.ofMillis(10 * LEASE_MS));
            assertThat(learner.sanctions()).isEmpty();
            assertThat(learner.suspectsKept()).isZero();
        }
    }

    @Test
    void operator_lifts_andTheLadderBeginsAnew() {
        try (LearnerDriver learner = learner()) {
            hammer(learner, "bad", ENOUGH);
            SanctionStep first = all(learner).getFirst().step();
            learner.command(Orders.lift("o1", "bad"));
            assertThat(Orders.answers(learner.revisionLog())).containsExactly("true lifted: because");
            Sanction lifted = only(learner);
            assertThat(lifted.step()).isEqualTo(SanctionStep.LIFTED);
            assertThat(lifted.by()).isEqualTo("ada");
            assertThat(lifted.reason()).isEqualTo("because");
            assertThat(lifted.untilMs()).isEqualTo(lifted.sinceMs());

            hammer(learner, "bad", ENOUGH);
            assertThat(all(learner).getFirst().step()).isEqualTo(first);
        }
    }

    @Test
    void operatorsSanction_isReplacedByNoRule_whileItLasts() {
        try (LearnerDriver learner = learner()) {
            learner.command(Orders.impose("o1", "bad", SanctionStep.WARNED, learner.now().plusSeconds(3600)));
            assertThat(only(learner)).satisfies(sanction -> {
                assertThat(sanction.rule()).isEqualTo(SanctionRule.OPERATOR);
                assertThat(sanction.enforced()).isTrue();
                assertThat(sanction.by()).isEqualTo("ada");
            });
            hammer(learner, "bad", ENOUGH);
            assertThat(learner.sanctions()).isEmpty();
        }
    }

    @Test
    void exemptClient_isNotHeard_untilItsExemptionEnds() {
        try (LearnerDriver learner = learner()) {
            learner.command(Orders.exempt("o1", "bad", learner.now().plusSeconds(60)));
            Sanction exempt = only(learner);
            assertThat(exempt.step()).isEqualTo(SanctionStep.LIFTED);
            assertThat(exempt.untilMs()).isEqualTo(learner.now().plusSeconds(60).toEpochMilli());
            hammer(learner, "bad", ENOUGH);
            assertThat(learner.sanctions()).isEmpty();
            learner.advance(Duration.ofSeconds(61));
            hammer(learner, "bad", ENOUGH);
            assertThat(learner.sanctions()).isNotEmpty();
        }
    }

    @Test
    void sameOrderAgain_isDoneOnce_andASenselessOneNever() {
        try (LearnerDriver learner = learner()) {
            var order = Orders.impose("o1", "bad", SanctionStep.BANNED, learner.now().plusSeconds(60));
            learner.command(order);
            learner.command(order);
            learner.command(Orders.impose("o1", "other", SanctionStep.BANNED, learner.now().plusSeconds(60)));
            learner.command(Orders.impose("o2", "bad", SanctionStep.BANNED, learner.now().minusSeconds(1)));
            learner.command(Orders.impose("o3", "not a name", SanctionStep.BANNED, learner.now().plusSeconds(60)));
            assertThat(learner.sanctions()).hasSize(1);
            assertThat(Orders.answers(learner.revisionLog())).containsExactly(
                    "true banned until " + learner.now().plusSeconds(60) + ": because",
                    "true banned until " + learner.now().plusSeconds(60) + ": because",
                    "false this id was that of another command",
                    "false an order that lasts needs an end that is still to come",
                    "false 'not a name' is the name of no client");
        }
    }
}
