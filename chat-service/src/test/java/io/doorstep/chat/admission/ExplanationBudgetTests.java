package io.doorstep.chat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationBudgetTests {
    private static final int SEEDS = 50;

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static void explain(ExplanationBudget budget, String network, int times, long nowNanos) {
        for (int i = 0; i < times; i++) {
            budget.explained(network, nowNanos);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # explained to the worst, to others, after ms, crowded, the worst may, one of the others may, a fresh one may
            0                       , 0        , 0       , false  , true         , true                 , true
            9                       , 0        , 0       , false  , true         , true                 , true
            10                      , 0        , 0       , false  , false        , true                 , true
            9                       , 1        , 0       , false  , false        , true                 , true
            5                       , 5        , 0       , false  , false        , false                , true
            10                      , 0        , 1000    , false  , false        , true                 , true
            10                      , 0        , 1001    , false  , true         , true                 , true
            20                      , 0        , 1500    , false  , false        , true                 , true
            20                      , 0        , 1501    , false  , true         , true                 , true
            100                     , 0        , 2000    , false  , true         , true                 , true
            0                       , 0        , 0       , true   , true         , true                 , true
            4                       , 1        , 0       , true   , true         , true                 , true
            5                       , 1        , 0       , true   , false        , true                 , true
            """)
    void allows(int worst, int others, long afterMs, boolean crowded, boolean worstMay, boolean othersMay,
            boolean freshMay) {
        ExplanationBudget budget = new ExplanationBudget(10);
        explain(budget, "worst", worst, 0);
        explain(budget, "other", others, 0);
        assertThat(budget.allows("worst", crowded, ms(afterMs))).isEqualTo(worstMay);
        assertThat(budget.allows("other", crowded, ms(afterMs))).isEqualTo(othersMay);
        assertThat(budget.allows("fresh", crowded, ms(afterMs))).isEqualTo(freshMay);
    }

    @Test
    void allows_isTheSame_whereverTheClockStarts() {
        long start = -ms(300);
        ExplanationBudget budget = new ExplanationBudget(10);
        explain(budget, "worst", 10, start);
        assertThat(budget.allows("worst", false, start)).isFalse();
        assertThat(budget.allows("fresh", false, start)).isTrue();
        assertThat(budget.allows("worst", false, start + ms(2000))).isTrue();
    }

    @RepeatedTest(SEEDS)
    void aFloodOfAFew_isExplainedAtAboutTheBudget_andNobodyElseIsShed(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int perSecond = 10 + random.nextInt(200);
        int attackers = 1 + random.nextInt(5);
        ExplanationBudget budget = new ExplanationBudget(perSecond);
        int seconds = 10;
        int[] explained = new int[attackers];
        int fresh = 0;
        long now = random.nextLong(1L << 40);
        long end = now + ms(seconds * 1000L);
        long step = ms(1000) / (perSecond * 20L);
        while (now < end) {
            now += step;
            int attacker = random.nextInt(attackers);
            if (budget.allows("attacker " + attacker, false, now)) {
                budget.explained("attacker " + attacker, now);
                explained[attacker]++;
            }
            if (random.nextInt(perSecond * 20) == 0) {
                assertThat(budget.allows("fresh " + fresh, false, now)).isTrue();
                fresh++;
            }
        }
        int sum = Arrays.stream(explained).sum();
        assertThat((double) sum / seconds).isBetween(0.6 * perSecond, 1.25 * perSecond);
        int share = sum / attackers;
        assertThat(Arrays.stream(explained)).allMatch(one -> one >= share * 0.5);
    }

    @RepeatedTest(SEEDS)
    void thoseWhoAreRefusedAtAHumanPace_areAlwaysHeard_whateverTheWorstDo(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        ExplanationBudget budget = new ExplanationBudget(100);
        int visitors = 20;
        long[] next = random.longs(visitors, 0, ms(2000)).toArray();
        for (long now = 0; now < ms(10_000); now += ms(1)) {
            for (int i = 0; i < 3; i++) {
                if (budget.allows("attacker", false, now)) {
                    budget.explained("attacker", now);
                }
            }
            for (int visitor = 0; visitor < visitors; visitor++) {
                if (now >= next[visitor]) {
                    assertThat(budget.allows("visitor " + visitor, false, now)).isTrue();
                    budget.explained("visitor " + visitor, now);
                    next[visitor] = now + ms(500 + random.nextInt(3000));
                }
            }
        }
    }

    @Test
    void moreNetworksThanAreToldApart_areCountedAsOne_andNothingGrows() {
        ExplanationBudget budget = new ExplanationBudget(1);
        for (int i = 0; i < 20_000; i++) {
            budget.explained("network " + i, 0);
        }
        assertThat(budget.allows("network 0", false, 0)).isFalse();
        assertThat(budget.allows("network 19999", false, 0)).isFalse();
        assertThat(budget.allows("network 0", false, ms(2000))).isTrue();
    }
}
