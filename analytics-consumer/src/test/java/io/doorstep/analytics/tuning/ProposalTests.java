package io.doorstep.analytics.tuning;

import static io.doorstep.analytics.tuning.Window.ATTACK;
import static io.doorstep.analytics.tuning.Window.QUIET;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.tuning.Autonomy.Accept;
import io.doorstep.events.RevisionKind;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the learner does by itself, and what it proposes. */
class ProposalTests {
    private static final TrialPolicy TRIAL = TrialPolicy.DEFAULTS;
    private static final int LEARNED_BY = 10;
    /** Everybody wants three times what was configured. */
    private static final Window HUNGRY = new Window(200, 150, 150, 900, 0, 0, 0);

    private final Journey journey = new Journey(TRIAL, Accept.NONE);

    @Test
    void anAttack_lowersNothing_andTheCandidateGoesOn() {
        journey.pass(LEARNED_BY, QUIET).pass(50, ATTACK);
        assertThat(journey.rate().live()).isEqualTo(50);
        assertThat(journey.rate().candidate()).isEqualTo(18);
    }

    @Test
    void aCandidateThatHasProvenItself_isProposed_withItsEvidence() {
        journey.pass(5, QUIET);
        assertThat(journey.proposals()).as("18 has been tried in no window").isEmpty();
        journey.pass(7, QUIET);
        assertThat(journey.proposals()).singleElement().satisfies(proposal -> {
            assertThat(proposal.number()).isEqualTo(18);
            assertThat(proposal.configured()).isEqualTo(50);
            assertThat(proposal.isRaise()).isFalse();
            assertThat(proposal.windows()).isEqualTo(7);
            assertThat(proposal.sinceMs()).isEqualTo(5 * 300_000);
            assertThat(proposal.goodClients()).isEqualTo(7 * 200);
            assertThat(proposal.refusedClients()).isZero();
            assertThat(proposal.reason()).isEqualTo("18 would have refused 0 of 1400 good clients in 7 windows");
        });
    }

    @Test
    void whatIsAccepted_runsInShadow_beforeItIsEnforced_withoutAnAttack() {
        journey.pass(12, QUIET).accept(journey.proposals().getFirst());
        assertThat(journey.proposals()).isEmpty();
        journey.pass(2, QUIET);
        assertThat(journey.rate().live()).isEqualTo(50);
        journey.pass(QUIET);
        assertThat(journey.kind()).isEqualTo(RevisionKind.ENFORCED);
        assertThat(journey.rate().live()).isEqualTo(18);
        assertThat(Objects.requireNonNull(journey.change()).reason()).contains("an operator has accepted it, and in "
                + "3 windows in shadow it would have refused 0 of 600 good clients, 0 %");
        assertThat(journey.pass(100, QUIET).rate().live()).as("until it refuses somebody").isEqualTo(18);
    }

    @Test
    void whatIsAccepted_isNotEnforced_whereItWouldRefuseGoodClients() {
        journey.pass(12, QUIET).accept(journey.proposals().getFirst()).pass(2, QUIET.shadowing(5)).pass(20, QUIET);
        assertThat(journey.rate().live()).isEqualTo(50);
        assertThat(journey.rate().isAccepted()).as("it takes another word").isFalse();
    }

    @ParameterizedTest(name = "{0} refused in each of the windows: {1}")
    @CsvSource({"0, false", "1, true", "2, true"})
    void whatIsAccepted_isRolledBack_byRefusedAttempts_ofOneClientToo(int refused, boolean rolledBack) {
        journey.pass(12, QUIET).accept(journey.proposals().getFirst()).pass(3, QUIET);
        assertThat(journey.rate().isEnforced()).isTrue();
        journey.pass(2, QUIET.refusingGood(refused));
        assertThat(journey.rate().isEnforced()).isEqualTo(!rolledBack);
        assertThat(journey.kind() == RevisionKind.ROLLED_BACK).isEqualTo(rolledBack);
        assertThat(journey.pass(11, QUIET).proposals()).as("it rests first").isEmpty();
    }

    @Test
    void whatIsDismissed_isNotProposedAgain_norAnythingThatGoesFurther() {
        journey.pass(12, QUIET).dismiss(journey.proposals().getFirst()).pass(40, QUIET);
        assertThat(journey.proposals()).isEmpty();
        journey.pass(2, QUIET.shadowing(5)).pass(2, QUIET.wanting(24)).pass(5, QUIET.wanting(24));
        assertThat(journey.proposals()).as("a milder one is").singleElement()
                .satisfies(proposal -> assertThat(proposal.number()).isGreaterThan(18));
    }

    @Test
    void aRaise_endsAtTheMost_andMoreIsProposed() {
        journey.pass(20, HUNGRY);
        assertThat(journey.rate().live()).isEqualTo(100);
        assertThat(journey.proposals()).singleElement().satisfies(proposal -> {
            assertThat(proposal.isRaise()).isTrue();
            assertThat(proposal.number()).as("twice the demand").isEqualTo(300);
            assertThat(proposal.windows()).isEqualTo(20);
            assertThat(proposal.refusedAttempts()).isEqualTo(20 * 900);
        });
        assertThat(journey.pass(40, QUIET).rate().live()).as("and back, but for the dead band").isBetween(50, 55);
        assertThat(journey.proposals()).extracting(Proposal::isRaise).containsExactly(false);
    }

    @Test
    void aRaiseThatIsAccepted_isInForce_andComesBack() {
        journey.pass(5, HUNGRY).accept(journey.proposals().getFirst());
        assertThat(journey.rate().live()).isEqualTo(300);
        assertThat(journey.pass(HUNGRY).rate().live()).isEqualTo(300);
        assertThat(journey.proposals()).isEmpty();
        assertThat(journey.pass(60, QUIET).rate().live()).isBetween(50, 55);
        assertThat(journey.pass(20, HUNGRY).rate().live()).as("it was for that once").isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(Accept.class)
    void setting_acceptsForGood(Accept accept) {
        Journey accepted = new Journey(TRIAL, accept);
        boolean lowers = accept == Accept.LOWER || accept == Accept.BOTH;
        accepted.pass(LEARNED_BY, QUIET).pass(ATTACK);
        assertThat(accepted.rate().live()).isEqualTo(lowers ? 18 : 50);
        boolean raises = accept == Accept.RAISE || accept == Accept.BOTH;
        assertThat(new Journey(TRIAL, accept).pass(30, HUNGRY).rate().live()).as("of the 300 that are wanted")
                .isBetween(raises ? 270 : 100, raises ? 300 : 100);
    }

    @Test
    void whatNobodyHasAccepted_goes_whateverTheAttackDoes() {
        Journey accepted = new Journey(TRIAL, Accept.LOWER).pass(LEARNED_BY, QUIET).pass(ATTACK);
        Journey goesOn = accepted.with(Accept.NONE).pass(2, ATTACK);
        assertThat(goesOn.rate().live()).isEqualTo(18);
        assertThat(goesOn.pass(ATTACK).kind()).isEqualTo(RevisionKind.RELEASED);
        assertThat(goesOn.rate().live()).isEqualTo(50);
    }
}
