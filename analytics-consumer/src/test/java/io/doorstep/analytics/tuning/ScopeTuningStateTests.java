package io.doorstep.analytics.tuning;

import static io.doorstep.analytics.tuning.Window.ATTACK;
import static io.doorstep.analytics.tuning.Window.QUIET;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Limits;
import io.doorstep.events.RevisionKind;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Permissive, in shadow, enforced, and back. */
class ScopeTuningStateTests {
    private static final TrialPolicy TRIAL = new TrialPolicy(1.5, 0, 3, 60, 0.005, 0.01, 12, 4, 0.001);
    private static final int LEARNED_BY = 10;

    private final Journey journey = new Journey(TRIAL, Autonomy.Accept.LOWER);

    private Journey learned() {
        return journey.pass(LEARNED_BY, QUIET);
    }

    @Test
    void candidateGoesDownStepByStep_andTheLimitStays_inPeace() {
        int before = 50;
        for (int window = 0; window < LEARNED_BY; window++) {
            journey.pass(QUIET);
            assertThat(journey.rate().live()).isEqualTo(50);
            assertThat(journey.rate().candidate()).isBetween(before - Math.max(1, before / 5), before);
            before = journey.rate().candidate();
        }
        assertThat(before).as("1.5 times what the busiest of many wants, and the floor").isEqualTo(10);
        assertThat(journey.kind()).as("at rest").isNull();
    }

    @Test
    void aStepOfTheCandidate_isARevision_thatLeavesTheLimits() {
        RevisionDraft change = Objects.requireNonNull(journey.pass(QUIET).change());
        assertThat(change.kind()).isEqualTo(RevisionKind.TRIED);
        assertThat(change.limits()).isEqualTo(Limits.DEFAULTS);
        assertThat(Objects.requireNonNull(change.candidate()).connectionRate().limit()).isEqualTo(40);
        assertThat(change.evidence()).first().satisfies(evidence -> {
            assertThat(evidence.from()).isEqualTo(50);
            assertThat(evidence.to()).isEqualTo(40);
        });
        assertThat(change.reason()).startsWith("connection rate tried at 40: ");
    }

    @Test
    void anAttack_bringsTheCandidateInForce_whenItHasProvenItself() {
        learned().pass(ATTACK);
        RevisionDraft change = Objects.requireNonNull(journey.change());
        assertThat(change.kind()).isEqualTo(RevisionKind.ENFORCED);
        assertThat(change.limits().connectionRate().limit()).isEqualTo(10);
        assertThat(journey.rate().hasCandidate()).isFalse();
        assertThat(change.reason()).contains("an attack", "would have refused 0 of");
        assertThat(change.evidence().getFirst().collateral()).isZero();
    }

    @Test
    void anAttack_changesNothing_whenTheTrialWasShort() {
        assertThat(journey.pass(2, QUIET).pass(ATTACK).rate().live()).isEqualTo(50);
    }

    @Test
    void anAttack_changesNothing_whenTooFewGoodClientsWereSeen() {
        Window few = QUIET.of(15);
        assertThat(journey.pass(3, few).pass(ATTACK).rate().live()).isEqualTo(50);
    }

    @Test
    void anAttackFromTheBeginning_teachesNothing() {
        journey.pass(20, ATTACK);
        assertThat(journey.rate().live()).isEqualTo(50);
        assertThat(journey.rate().learned()).isEqualTo(50);
    }

    @Test
    void candidateGoesUp_andItsTrialBeginsAnew_whenItWouldRefuseGoodClients() {
        int before = learned().rate().candidate();
        journey.pass(QUIET.shadowing(2));
        assertThat(journey.rate().candidate()).as("the next window decides").isEqualTo(before);
        journey.pass(QUIET);
        assertThat(journey.rate().candidate()).isEqualTo(2 * before);
        assertThat(journey.rate().shadow().windows()).isZero();
        assertThat(journey.pass(ATTACK).rate().live()).isEqualTo(50);
    }

    @Test
    void anAttackThatBeginsLateInAWindow_isNotTakenForGoodClients() {
        learned().pass(QUIET.shadowing(5));
        assertThat(journey.rate().isEnforced()).isFalse();
        assertThat(journey.pass(ATTACK).kind()).isEqualTo(RevisionKind.ENFORCED);
        assertThat(journey.rate().live()).isEqualTo(10);
    }

    @Test
    void anAttack_changesNothing_whenTheCandidateWouldRefuseGoodClientsInIt() {
        learned().pass(2, ATTACK.shadowing(5));
        assertThat(journey.rate().live()).isEqualTo(50);
        assertThat(journey.rate().candidate()).isEqualTo(20);
    }

    @Test
    void aSingleClient_hasNoVeto() {
        learned().pass(QUIET.of(60).shadowing(1)).pass(ATTACK);
        assertThat(journey.kind()).isEqualTo(RevisionKind.ENFORCED);
    }

    @Test
    void aClientThatComesBack_countsAsOftenAsItDoes() {
        learned().pass(4, QUIET.of(60).shadowing(1));
        assertThat(journey.rate().candidate()).as("4 of 2040 would be few").isEqualTo(10);
        journey.pass(20, QUIET.of(60).shadowing(1));
        assertThat(journey.rate().candidate()).isGreaterThan(10);
    }

    @Test
    void aHandfulOfAddresses_isAnAttack_whereAFewPeopleCome() {
        Window people = new Window(2, 1, 3, 0, 0, 0, 0);
        Window addresses = new Window(6, 300, 300, 1500, 0, 0, 0);
        journey.pass(60, people);
        assertThat(journey.rate().candidate()).isLessThan(50);
        journey.pass(addresses);
        assertThat(journey.kind()).isEqualTo(RevisionKind.ENFORCED);
        assertThat(journey.pass(addresses).rate().open()).as("nothing is learned from it").isEqualTo(50);
    }

    @Test
    void whatWasEnforced_isRolledBackAtOnce_whenGoodClientsAreRefused() {
        learned().pass(ATTACK).pass(ATTACK.refusingGood(4));
        RevisionDraft change = Objects.requireNonNull(journey.change());
        assertThat(change.kind()).isEqualTo(RevisionKind.ROLLED_BACK);
        assertThat(change.limits()).isEqualTo(Limits.DEFAULTS);
        assertThat(change.reason()).contains("4 of 190 good clients, 2.105 %, were refused in 1 window; at most 1 %");
        assertThat(change.evidence().getFirst().collateral()).isEqualTo(4 / 190.0);
        assertThat(journey.rate().learned()).as("what was learned is not trusted").isEqualTo(50);
    }

    @Test
    void aSingleGoodClient_rollsBack_whereItIsRefusedInWindowAfterWindow() {
        learned().pass(ATTACK).pass(ATTACK.of(60).refusingGood(1));
        assertThat(journey.rate().isEnforced()).as("in one window").isTrue();
        journey.pass(ATTACK.of(60).refusingGood(1));
        RevisionDraft change = Objects.requireNonNull(journey.change());
        assertThat(change.kind()).isEqualTo(RevisionKind.ROLLED_BACK);
        assertThat(change.reason()).contains("2 of 200 good attempts, 1 %, were refused in 2 windows; at most 0.1 %");
    }

    @Test
    void fewRefusedAttempts_rollNothingBack() {
        learned().pass(ATTACK).pass(10, ATTACK.of(2000)).pass(ATTACK.of(2000).refusingGood(1));
        assertThat(journey.rate().isEnforced()).as("1 of 43,000").isTrue();
    }

    @Test
    void nothingIsEnforced_whileItRestsAfterARollBack() {
        learned().pass(ATTACK).pass(ATTACK.refusingGood(4)).pass(3, QUIET).pass(ATTACK);
        assertThat(journey.rate().isEnforced()).as("the fourth window").isFalse();
        assertThat(journey.pass(ATTACK).kind()).as("the fifth").isEqualTo(RevisionKind.ENFORCED);
    }

    @Test
    void whatWasEnforced_isReleased_whenTheAttackIsOver() {
        learned().pass(ATTACK).pass(11, QUIET);
        assertThat(journey.rate().live()).isEqualTo(10);
        assertThat(journey.pass(QUIET).kind()).isEqualTo(RevisionKind.RELEASED);
        assertThat(journey.rate().live()).isEqualTo(50);
    }

    @Test
    void whatWasEnforced_stays_whileTheAttackGoesOn() {
        learned().pass(ATTACK).pass(6, QUIET).pass(ATTACK).pass(11, QUIET);
        assertThat(journey.rate().isEnforced()).isTrue();
    }

    @Test
    void limitGoesUpAtOnce_withoutATrial_andComesBackToTheConfiguredOneAlone() {
        Window busy = new Window(200, 40, 60, 900, 90, 0, 0);
        journey.pass(3, busy);
        assertThat(journey.rate().live()).isGreaterThan(50);
        journey.pass(40, QUIET);
        assertThat(journey.rate().live()).isEqualTo(50);
        assertThat(journey.rate().candidate()).as("but for the dead band").isEqualTo(11);
    }

    @Test
    void whatACrowdHasRaised_comesDown_whenAFewPeopleComeAgain() {
        journey.pass(2, new Window(200, 40, 60, 900, 90, 0, 0));
        assertThat(journey.rate().open()).isGreaterThan(50);
        journey.pass(40, QUIET.of(2));
        assertThat(journey.rate().open()).as("but for the dead band").isBetween(50, 55);
    }

    @Test
    void candidateStays_whileEventsAreLost() {
        int before = journey.pass(2, QUIET).rate().candidate();
        assertThat(journey.pass(3, QUIET.losing(5)).rate().candidate()).isEqualTo(before);
    }

    @Test
    void everyLimit_hasAReason() {
        assertThat(learned().last().adjustments()).hasSameSizeAs(TunedLimit.values())
                .allSatisfy(adjustment -> assertThat(adjustment.reason()).isNotBlank());
    }
}
