package io.doorstep.analytics.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.RevisionKind;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds on any course. */
class ScopeCoursePropertyTests {
    private static final int SEEDS = 100;
    private static final int WINDOWS = 80;
    private static final TrialPolicy TRIAL = TrialPolicy.DEFAULTS;

    @RepeatedTest(SEEDS)
    void limit_isNeverBelowTheConfiguredOne_butWhereItWasTriedAndEnforced(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Journey journey = new Journey(TRIAL, Autonomy.Accept.LOWER);
        int resting = 0;
        for (int window = 0; window < WINDOWS; window++) {
            LimitTuningState before = journey.rate();
            journey.pass(window(random));
            LimitTuningState after = journey.rate();
            RevisionKind kind = journey.kind();

            assertThat(after.open()).isBetween(50, TuningPolicy.DEFAULTS.ceiling());
            assertThat(after.live()).isBetween(TuningPolicy.DEFAULTS.floor(), TuningPolicy.DEFAULTS.ceiling());
            assertThat(after.learned()).isLessThanOrEqualTo(after.open());
            assertThat(after.live() < 50).isEqualTo(after.isEnforced() && after.enforced() < 50);
            if (after.isEnforced() && !before.isEnforced()) {
                assertThat(kind).isEqualTo(RevisionKind.ENFORCED);
                assertThat(before.shadow().windows()).isGreaterThanOrEqualTo(TRIAL.windows() - 1);
                assertThat(after.enforced()).as("what ran in shadow, or more")
                        .isGreaterThanOrEqualTo(before.candidate());
                assertThat(resting).isZero();
            }
            resting = kind == RevisionKind.ROLLED_BACK ? TRIAL.rest() : Math.max(0, resting - 1);
        }
    }

    @RepeatedTest(SEEDS)
    void candidate_movesByAStep_andIsPublishedWheneverItMoves(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Journey journey = new Journey(TRIAL, Autonomy.Accept.LOWER);
        for (int window = 0; window < WINDOWS; window++) {
            LimitTuningState before = journey.rate();
            journey.pass(window(random));
            LimitTuningState after = journey.rate();
            if (!before.isEnforced() && !after.isEnforced()) {
                assertThat(after.learned()).isBetween(before.learned() - Math.max(1, before.learned() / 5),
                        Math.max(2 * before.learned(), before.open()));
            }
            if (after.live() != before.live() || after.candidate() != before.candidate()) {
                assertThat(journey.change()).isNotNull().satisfies(change -> {
                    assertThat(change.reason()).isNotBlank();
                    assertThat(change.evidence()).isNotEmpty();
                    assertThat(change.limits().connectionRate().limit()).isEqualTo(after.live());
                });
            }
        }
    }

    /** Those who refuse to be anything but good can keep a limit as it was configured, and no more than that. */
    @RepeatedTest(SEEDS)
    void aMinority_neitherTightensNorLoosens(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Journey journey = new Journey(TRIAL, Autonomy.Accept.LOWER);
        for (int window = 0; window < WINDOWS; window++) {
            double most = 10 + random.nextInt(1000);
            journey.pass(Window.QUIET.wanting(most).shadowing(random.nextInt(5)));
            assertThat(journey.rate().live()).isBetween(10, 50);
            assertThat(journey.rate().open()).as("24 times the median client is below the configured one")
                    .isEqualTo(50);
        }
    }

    private static Window window(Random random) {
        Window window = switch (random.nextInt(5)) {
            case 0 -> Window.ATTACK;
            case 1 -> new Window(20 + random.nextInt(300), 1 + random.nextInt(80), 80 + random.nextInt(80),
                    random.nextInt(500), 0, 0, 0);
            default -> Window.QUIET.of(random.nextInt(400));
        };
        return random.nextInt(6) == 0
                ? window.refusingGood(random.nextInt(6)).shadowing(random.nextInt(6)).losing(random.nextInt(3))
                : window;
    }
}
