package io.doorstep.analytics.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.tuning.Adjustment;
import io.doorstep.analytics.tuning.RevisionDraft;
import io.doorstep.analytics.tuning.ScopeTuningState;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Hold;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TuningDecisionTests {
    private static final Quantiles ONE = new Quantiles(1, 1, 1, 1, 1);
    private long window;

    private TuningDecision turn(ScopeState state, TuningMode mode, UsagePattern pattern) {
        return TuningDecision.of(state.with(pattern, TuningPolicy.DEFAULTS), Limits.DEFAULTS, mode,
                TuningPolicy.DEFAULTS, TrialPolicy.DEFAULTS);
    }

    private UsagePattern quiet() {
        return UsagePattern.builder(Scope.DEFAULT).windowStartMs(window++ * 300_000).windowMs(300_000).clients(50)
                .attempts(50).admitted(50).attemptsPerClient(ONE).connectionsPerClient(ONE).poolPeak(50).build();
    }

    /** Most want far more than they get. */
    private UsagePattern hungry() {
        Quantiles many = new Quantiles(90, 90, 90, 90, 90);
        return UsagePattern.builder(Scope.DEFAULT).windowStartMs(window++ * 300_000).windowMs(300_000).clients(50)
                .attempts(4500).admitted(2500).rejected(Map.of(ErrorCode.RATE_LIMIT_EXCEEDED, 2000L))
                .attemptsPerClient(many).connectionsPerClient(ONE).poolPeak(50).build();
    }

    private static ScopeState published(TuningDecision turn, long number) {
        return turn.state().revised(number, Objects.requireNonNull(turn.draft()), null);
    }

    @Test
    void off_leavesTheCourseAlone() {
        TuningDecision turn = turn(ScopeState.of(Limits.DEFAULTS), TuningMode.OFF, quiet());
        assertThat(turn.draft()).isNull();
        assertThat(turn.adjustments()).isEmpty();
        assertThat(turn.state().course()).isEqualTo(ScopeState.of(Limits.DEFAULTS).course());
    }

    @Test
    void off_endsWhatIsTried() {
        TuningDecision turn = turn(withCandidate(Limits.DEFAULTS, null), TuningMode.OFF, quiet());
        assertThat(turn.draft()).satisfies(draft -> {
            assertThat(draft.kind()).isEqualTo(RevisionKind.TRIED);
            assertThat(draft.limits()).isEqualTo(Limits.DEFAULTS);
            assertThat(draft.candidate()).isNull();
            assertThat(draft.reason()).isEqualTo("nothing is tried while tuning is off");
        });
    }

    @Test
    void off_releasesWhatIsEnforced_andKeepsWhatWasRaised() {
        Limits attacked = Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 18).with(LimitName.MESSAGE_RATE, 60);
        TuningDecision turn = turn(withCandidate(attacked, null), TuningMode.OFF, quiet());
        assertThat(turn.draft()).satisfies(draft -> {
            assertThat(draft.kind()).isEqualTo(RevisionKind.RELEASED);
            assertThat(draft.limits())
                    .isEqualTo(Limits.DEFAULTS.with(LimitName.MESSAGE_RATE, 60));
            assertThat(draft.candidate()).isNull();
            assertThat(draft.author()).isEqualTo("learner");
        });
    }

    @ParameterizedTest
    @EnumSource(Hold.class)
    void off_leavesWhatAnOperatorHolds(Hold hold) {
        Limits pinned = Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 18);
        TuningDecision turn = turn(withCandidate(pinned, hold), TuningMode.OFF, quiet());
        assertThat(turn.draft()).isNull();
        assertThat(turn.adjustments()).isEmpty();
    }

    private static ScopeState withCandidate(Limits inForce, @Nullable Hold hold) {
        Limits candidate = inForce.with(LimitName.CONNECTION_RATE, 12);
        return new ScopeState(7, inForce, List.of(), ScopeTuningState.at(inForce), candidate, hold, null);
    }

    @ParameterizedTest
    @EnumSource(value = TuningMode.class, names = {"SHADOW", "ENFORCE"})
    void candidate_runsInShadow_andLimitsStay_inPeace(TuningMode mode) {
        TuningDecision turn = turn(ScopeState.of(Limits.DEFAULTS), mode, quiet());
        assertThat(turn.draft()).satisfies(draft -> {
            assertThat(draft.kind()).isEqualTo(RevisionKind.TRIED);
            assertThat(draft.limits()).isEqualTo(Limits.DEFAULTS);
            assertThat(Objects.requireNonNull(draft.candidate()).connectionsPerClient()).isEqualTo(20);
            assertThat(draft.author()).isEqualTo("learner");
        });
        assertThat(turn.withheld()).isNull();
    }

    @Test
    void raise_isInForceAtOnce_whenEnforcing() {
        TuningDecision turn = turn(ScopeState.of(Limits.DEFAULTS), TuningMode.ENFORCE, hungry());
        assertThat(turn.draft()).satisfies(draft -> {
            assertThat(draft.kind()).isEqualTo(RevisionKind.RAISED);
            assertThat(draft.limits().connectionRate().limit()).isEqualTo(100);
        });
    }

    @Test
    void raise_isWithheld_inShadow() {
        ScopeState state = ScopeState.of(Limits.DEFAULTS);
        for (int i = 1; i < 4; i++) {
            TuningDecision turn = turn(state, TuningMode.SHADOW, hungry());
            if (i == 1) {
                assertThat(turn.withheld()).isNotNull().extracting("kind").isEqualTo(RevisionKind.RAISED);
            }
            assertThat(turn.draft() == null || turn.draft().limits().equals(Limits.DEFAULTS)).isTrue();
            state = turn.draft() == null ? turn.state() : published(turn, i);
        }
    }

    @Test
    void limits_areTheConfiguredOnesAgain_whenTheModeIsShadow() {
        Limits lower = Limits.DEFAULTS.withConnectionsPerClient(10);
        ScopeState enforced = ScopeState.of(Limits.DEFAULTS)
                .revised(3, new RevisionDraft(RevisionKind.ENFORCED, lower, null, null, "learner", "r", List.of()),
                        null);
        TuningDecision turn = turn(enforced, TuningMode.SHADOW, quiet());
        assertThat(turn.draft()).isNotNull().extracting(RevisionDraft::limits).isEqualTo(Limits.DEFAULTS);
    }

    @ParameterizedTest
    @EnumSource(Hold.class)
    void nothing_isTuned_whileHeld(Hold hold) {
        ScopeState held = ScopeState.of(Limits.DEFAULTS).revised(1,
                new RevisionDraft(RevisionKind.PINNED, Limits.DEFAULTS, null,
                        hold, "ada", "r", List.of()),
                null);
        TuningDecision turn = turn(held, TuningMode.ENFORCE, hungry());
        assertThat(turn.draft()).isNull();
        assertThat(turn.adjustments()).hasSize(4)
                .allSatisfy(adjustment -> assertThat(adjustment).isInstanceOf(Adjustment.Hold.class));
        assertThat(turn.state().recent()).as("and what happens is remembered").hasSize(1);
    }

    @Test
    void numbersBelowTheConfigured_goOnAsEnforced_inAStateThatHadNoCourse() {
        Limits lower = Limits.DEFAULTS.withConnectionsPerClient(10);
        var old = new ScopeState(4, lower, List.of(), new ScopeTuningState(
                List.of()), null, null, null).under(Limits.DEFAULTS);
        TuningDecision turn = turn(old, TuningMode.ENFORCE, quiet());
        assertThat(turn.state().course().live(Limits.DEFAULTS)).isEqualTo(lower);
    }
}
