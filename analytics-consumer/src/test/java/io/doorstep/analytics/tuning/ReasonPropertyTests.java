package io.doorstep.analytics.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.tuning.Autonomy.Accept;
import io.doorstep.events.Computation;
import io.doorstep.events.Evidence;
import io.doorstep.events.Impact;
import io.doorstep.events.LimitName;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a revision says adds up: each is computed anew from the numbers that are published with it. */
class ReasonPropertyTests {
    private static final int SEEDS = 100;
    private static final int WINDOWS = 80;

    @RepeatedTest(SEEDS)
    void revision_followsFromItsEvidence(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Accept accept = List.of(Accept.values()).get(random.nextInt(4));
        Journey journey = new Journey(TrialPolicy.DEFAULTS, accept);
        for (int window = 0; window < WINDOWS; window++) {
            LimitTuningState before = journey.rate();
            journey.pass(window(random));
            LimitTuningState after = journey.rate();
            journey.last().adjustments().stream()
                    .filter(adjustment -> adjustment.limitName() == LimitName.CONNECTION_RATE)
                    .filter(Adjustment.Revised.class::isInstance).map(Adjustment.Revised.class::cast)
                    .forEach(revised -> requireSense(revised, before, after));
            if (random.nextInt(10) == 0) {
                journey.proposals().stream().limit(1).forEach(journey::accept);
            }
        }
    }

    private static void requireSense(Adjustment.Revised revised, LimitTuningState before, LimitTuningState after) {
        Evidence evidence = revised.evidence();
        switch (revised.kind()) {
            case RAISED, LOWERED -> requireNumbers(evidence, before.open(), after.open());
            case TRIED -> requireNumbers(evidence, before.candidate(), after.candidate());
            default -> requireNumbers(evidence, before.live(), after.live());
        }
        Computation computation = evidence.computation();
        Impact impact = evidence.impact();
        assertThat(computation != null || impact != null).as("%s", revised).isTrue();
        if (computation != null) {
            assertThat(computation.asked())
                    .isEqualTo((int) Math.ceil(computation.demand() * computation.caution() * computation.headroom()));
            assertThat(computation.next(evidence.from())).as(revised.reason()).isEqualTo(evidence.to());
            assertThat(evidence.demand()).isEqualTo(computation.demand());
            assertThat(revised.reason()).contains(computation.asked() + " with headroom ",
                    " %: " + evidence.from() + " -> " + evidence.to());
        }
        if (impact != null) {
            assertThat(evidence.collateral()).isEqualTo(impact.share());
            requireDecided(revised, evidence, impact);
        }
    }

    private static void requireNumbers(Evidence evidence, int from, int to) {
        assertThat(evidence.from()).isEqualTo(from);
        assertThat(evidence.to()).isEqualTo(to);
    }

    private static void requireDecided(Adjustment.Revised revised, Evidence evidence, Impact impact) {
        switch (revised.kind()) {
            case ROLLED_BACK -> assertThat(impact.share()).as(revised.reason()).isGreaterThan(impact.bound());
            case ENFORCED -> assertThat(impact.refused() <= 1 || impact.share() <= impact.bound()).isTrue();
            case TRIED -> {
                assertThat(impact.share()).as(revised.reason()).isGreaterThan(impact.bound());
                assertThat(evidence.to()).isLessThanOrEqualTo(2 * evidence.from()).isGreaterThan(evidence.from());
            }
            default -> {
                // Released, for the windows that have passed.
            }
        }
        assertThat(revised.reason()).contains(String.valueOf(impact.windows()));
    }

    private static Window window(Random random) {
        Window window = switch (random.nextInt(6)) {
            case 0, 1 -> Window.ATTACK;
            case 2 -> new Window(20 + random.nextInt(300), 1 + random.nextInt(80), 80 + random.nextInt(80),
                    random.nextInt(500), 0, 0, 0);
            default -> Window.QUIET.of(random.nextInt(400));
        };
        return random.nextInt(6) == 0
                ? window.refusingGood(random.nextInt(6)).shadowing(random.nextInt(6)).losing(random.nextInt(3))
                : window;
    }

    @Test
    void sentence_hasItsNumbersInOrder() {
        Journey journey = new Journey(TrialPolicy.DEFAULTS, Accept.NONE).pass(Window.QUIET.wanting(3));
        assertThat(journey.change()).isNotNull().extracting(RevisionDraft::reason).asString()
                .startsWith("connection rate tried at 40: p999 of clients wants 3, 4 with headroom 1.25; "
                        + "not below 18, 36 % of 50; step 20 %: 50 -> 40");
        journey.pass(Window.QUIET.wanting(3));
        assertThat(journey.change()).isNotNull().extracting(RevisionDraft::reason).asString()
                .contains("step 20 %: 40 -> 32");
        Journey up = new Journey(TrialPolicy.DEFAULTS, Accept.NONE).pass(3, new Window(200, 60, 60, 900, 0, 0, 0));
        assertThat(up.rate().open()).isEqualTo(100);
    }
}
