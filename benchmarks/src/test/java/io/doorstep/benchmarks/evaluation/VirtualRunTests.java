package io.doorstep.benchmarks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.abuse.AbusePolicy;
import io.doorstep.analytics.abuse.RuleMode;
import io.doorstep.benchmarks.evaluation.WindowResult.Count;
import io.doorstep.benchmarks.traffic.Attack;
import io.doorstep.benchmarks.traffic.Poisoner;
import io.doorstep.benchmarks.traffic.Shop;
import io.doorstep.events.SanctionStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualRunTests {
    private static final long WINDOW = VirtualRun.WINDOW_MS;

    @Test
    void limit_isExactOverAnyWindow_notOverTheLearners() {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            attempts.add(new Attempt(WINDOW - 15_000 + i * 1000L, 0, Standing.LEGIT));
        }
        Outcome outcome = VirtualRun.of(new Mix(PlayedLimit.CONNECTION_RATE, attempts, 1, List.of()),
                StaticLimit.of(PlayedLimit.CONNECTION_RATE, 10));

        assertThat(outcome.legit()).isEqualTo(new Count(30, 10));
        assertThat(outcome.windows()).extracting(window -> window.legit().admitted()).containsExactly(10L, 0L);
        assertThat(outcome.rejectedClients()).isEqualTo(1);
    }

    @Test
    void standings_areToldApart_andOthersAreInNoResult() {
        Outcome outcome = VirtualRun.of(new Mix(PlayedLimit.CONNECTION_RATE, List.of(new Attempt(0, 0, Standing.LEGIT),
                new Attempt(1, 1, Standing.ABUSE), new Attempt(2, 1, Standing.ABUSE),
                new Attempt(3, 2, Standing.OTHER)), 3, List.of()), StaticLimit.of(PlayedLimit.CONNECTION_RATE, 1 + 4));

        assertThat(outcome.legit()).isEqualTo(new Count(1, 1));
        assertThat(outcome.abuse()).isEqualTo(new Count(2, 2));
        assertThat(outcome.legitClients()).isEqualTo(1);
    }

    @Test
    void revision_isInForce_fromTheNextWindowOn() {
        List<Attempt> attempts = new ArrayList<>();
        for (int window = 0; window < 3; window++) {
            for (int client = 0; client < 100; client++) {
                attempts.add(new Attempt(window * WINDOW + client, client, Standing.LEGIT));
            }
        }
        Outcome outcome = VirtualRun.of(new Mix(PlayedLimit.CONNECTION_RATE, attempts, 100, List.of()),
                new NaiveQuantile(PlayedLimit.CONNECTION_RATE));

        assertThat(outcome.windows()).extracting(WindowResult::limit).as("the door's own floor is 5")
                .containsExactly(50, 5, 5);
        assertThat(outcome.windows()).extracting(WindowResult::demand).containsOnly(1.0);
    }

    @Test
    void windowsToAdapt_countUntilTheLimitStays() {
        List<WindowResult> windows = new ArrayList<>();
        int[] limits = {50, 40, 32, 26, 25, 25, 25, 40, 50, 50};
        for (int i = 0; i < limits.length; i++) {
            windows.add(new WindowResult(i * WINDOW, limits[i], 1, 1, 1, Count.NONE, Count.NONE));
        }
        Outcome outcome = new Outcome("p", windows, 0, 0, 0);

        assertThat(outcome.windowsToAdapt(new Mix(PlayedLimit.CONNECTION_RATE, List.of(), 0, List.of())))
                .as("all of it").isEqualTo(8);
        assertThat(outcome.windowsToAdapt(new Mix(PlayedLimit.CONNECTION_RATE, List.of(), 0,
                List.of(new Mix.Layer("crowd", 6 * WINDOW, 20 * WINDOW))))).as("in regimes").isEqualTo(3);
    }

    @Test
    void hindsight_isTheLowestLimitThatServes() {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            attempts.add(new Attempt(i, 0, Standing.LEGIT));
        }
        assertThat(Hindsight.best(new Mix(PlayedLimit.CONNECTION_RATE, attempts, 1, List.of()), 0.001).number())
                .isEqualTo(17);
    }

    @Test
    void tuner_leavesAQuietShopAlone() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 3);
        mixer.add(new Shop(Duration.ofDays(1), 600), 0);

        Outcome tuner = VirtualRun.of(mixer.mix(), Tuned.byDefault());

        assertThat(tuner.lowest()).isEqualTo(50);
        assertThat(tuner.legit().rejected()).isZero();
    }

    @Test
    void tuner_keepsWhatIsClaimed_onBurstsAndPoison_onceItHasLearned() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 3);
        mixer.add(new Shop(Duration.ofDays(2), 600), 0);
        mixer.layOver(Attack.BURST.toString(), Attack.BURST.traffic(), Duration.ofHours(14).toMillis());
        mixer.layOver(Attack.POISONER.toString(), new Poisoner(8, 10, 400, Duration.ofHours(20)),
                Duration.ofHours(20).toMillis());
        Mix mix = mixer.mix();

        Claims claims = Claims.of(mix, learner(mix),
                VirtualRun.of(mix, StaticLimit.of(PlayedLimit.CONNECTION_RATE, 50)));

        assertThat(claims.all()).filteredOn(claim -> !claim.what().startsWith("rejects no more")).hasSize(3)
                .allSatisfy(claim -> assertThat(claim.holds()).as(claim.toString()).isTrue());
    }

    @Test
    void tuner_refusesNobody_andIsRaisedToTheMost_byItself() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 3);
        mixer.add(new Shop(Duration.ofDays(1), 600), 0);
        mixer.layOver(Attack.BURST.toString(), Attack.BURST.traffic(), Duration.ofHours(14).toMillis());
        mixer.layOver(Attack.FLASH_CROWD.toString(), Attack.FLASH_CROWD.traffic(),
                Duration.ofHours(14).plusMinutes(15).toMillis());
        Mix mix = mixer.mix();

        Outcome tuner = learner(mix);
        Outcome permissive = VirtualRun.of(mix, StaticLimit.of(PlayedLimit.CONNECTION_RATE, 50));

        assertThat(tuner.lowest()).isEqualTo(50);
        assertThat(tuner.highest()).isLessThanOrEqualTo(100);
        assertThat(tuner.legit().rejected()).isLessThanOrEqualTo(permissive.legit().rejected());
        assertThat(Claims.of(mix, tuner, permissive).hold()).isTrue();
    }

    @Test
    void claims_areMissed_whereALimitIsTooTight() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 3);
        mixer.add(new Shop(Duration.ofHours(12), 600), 0);
        mixer.layOver(Attack.FLASH_CROWD.toString(), Attack.FLASH_CROWD.traffic(), 0);
        Mix mix = mixer.mix();
        Outcome permissive = VirtualRun.of(mix, StaticLimit.of(PlayedLimit.CONNECTION_RATE, 50));

        assertThat(
                Claims.of(mix, VirtualRun.of(mix, StaticLimit.of(PlayedLimit.CONNECTION_RATE, 10)), permissive).all())
                .extracting(Claims.Claim::holds).containsExactly(false, false, false);
        assertThat(Claims.of(mix, permissive, permissive).hold()).isTrue();
    }

    @Test
    void messages_areLimitedByTheMinute_andTheirDemandIsThatOfTheBusiestMinute() {
        List<Attempt> messages = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            messages.add(new Attempt(30_000 + i * 500L, 0, Standing.ABUSE));
        }
        for (int minute = 0; minute < 5; minute++) {
            messages.add(new Attempt(60_000 + minute * 30_000L, 1, Standing.LEGIT));
        }
        messages.sort(Comparator.comparingLong(Attempt::timeMs));
        Outcome outcome = VirtualRun.of(new Mix(PlayedLimit.MESSAGE_RATE, messages, 2, List.of()),
                StaticLimit.of(PlayedLimit.MESSAGE_RATE, 30));

        assertThat(outcome.abuse()).isEqualTo(new Count(40, 30));
        assertThat(outcome.legit()).isEqualTo(new Count(5, 5));
        assertThat(outcome.windows()).singleElement().satisfies(window -> {
            assertThat(window.limit()).isEqualTo(30);
            assertThat(window.clients()).isEqualTo(2);
            assertThat(window.median()).isEqualTo(2);
            assertThat(window.demand()).as("refused ones included").isEqualTo(40);
        });
    }

    @Test
    void tuner_leavesAQuietChatAlone() {
        Outcome tuner = VirtualRun.of(chat().mix(), Tuned.byDefault());

        assertThat(tuner.lowest()).isEqualTo(30);
        assertThat(tuner.legit().rejected()).isZero();
    }

    @Test
    void tuner_keepsWhatIsClaimed_onMessages_onceItHasLearned() {
        Mixer mixer = chat();
        mixer.layOver(Attack.BURST.toString(), Attack.BURST.messages().orElseThrow(), Duration.ofHours(14).toMillis());
        mixer.layOver(Attack.FLASH_CROWD.toString(), Attack.FLASH_CROWD.messages().orElseThrow(),
                Duration.ofHours(18).toMillis());
        Mix mix = mixer.mix();

        Claims claims = Claims.of(mix, learner(mix),
                VirtualRun.of(mix, StaticLimit.of(PlayedLimit.MESSAGE_RATE, 30)));

        assertThat(claims.all()).hasSize(4)
                .allSatisfy(claim -> assertThat(claim.holds()).as(claim.toString()).isTrue());
    }

    private static Outcome learner(Mix mix) {
        return VirtualRun.of(mix, Tuned.byDefault(), AbusePolicy.DEFAULTS, Away.NEVER);
    }

    @Test
    void siege_isBanned_andNeighboursAreNot() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 3);
        mixer.add(new Shop(Duration.ofHours(12), 600), 0);
        mixer.layOver(Attack.SIEGE.toString(), Attack.SIEGE.traffic(), Duration.ofHours(4).toMillis());
        Mix mix = mixer.mix();
        Outcome sanctioning = learner(mix);

        assertThat(Claims.of(mix, sanctioning, VirtualRun.of(mix, StaticLimit.of(PlayedLimit.CONNECTION_RATE, 50)))
                .all()).hasSize(3).allSatisfy(claim -> assertThat(claim.holds()).as(claim.toString()).isTrue());
        assertThat(sanctioning.sanctions()).extracting(one -> one.draft().step())
                .contains(SanctionStep.WARNED, SanctionStep.THROTTLED, SanctionStep.BANNED);
    }

    @Test
    void sanctions_areNotImposed_norRenewed_whileTheLearnerIsAway() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 3);
        mixer.layOver(Attack.SIEGE.toString(), Attack.SIEGE.traffic(), 0);
        Mix mix = mixer.mix();
        Away away = new Away(Duration.ofMinutes(6).toMillis(), Duration.ofHours(3).toMillis());
        long windows = 5 * 50;
        List<WindowResult> found = VirtualRun.of(mix, Tuned.byDefault(), AbusePolicy.DEFAULTS, away).windows();

        assertThat(found.get(1).abuse().admitted()).as("the ban goes on").isZero();
        assertThat(found.get(6).abuse().admitted()).as("after its lease").isGreaterThan(windows / 2);
        assertThat(found.get(3 * 12 + 2).abuse().admitted()).as("with the learner back").isLessThan(windows / 4);
    }

    @Test
    void rulesInShadow_restrictNobody() {
        Mixer mixer = new Mixer(PlayedLimit.CONNECTION_RATE, 3);
        mixer.layOver(Attack.BURST.toString(), Attack.BURST.traffic(), 0);
        Mix mix = mixer.mix();
        Outcome shadow = VirtualRun.of(mix, Tuned.byDefault(), AbusePolicy.DEFAULTS.atMost(RuleMode.SHADOW),
                Away.NEVER);

        assertThat(shadow.abuse()).isEqualTo(VirtualRun.of(mix, Tuned.byDefault()).abuse());
        assertThat(shadow.sanctions()).isNotEmpty().noneMatch(one -> one.draft().enforced());
    }

    private static Mixer chat() {
        Mixer mixer = new Mixer(PlayedLimit.MESSAGE_RATE, 3);
        mixer.add(new Shop(Duration.ofDays(1), 600), 0);
        return mixer;
    }
}
