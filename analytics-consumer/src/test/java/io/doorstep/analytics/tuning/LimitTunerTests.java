package io.doorstep.analytics.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTunerTests {
    private static final TuningPolicy POLICY = TuningPolicy.DEFAULTS;
    private static final long FIVE_MINUTES = 300_000;

    /** {@code p90} is shared by two of 20 clients and more; {@code p99} by two of 200 and more. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                                    | clients | p50 | p90 | p99 | refused | current | action | to
            quiet traffic tightens by a fifth         |     400 |   1 |   2 |   4 |       0 |      50 | Lower  | 40
            the last step ends at the target          |     400 |   2 |   2 |  15 |       0 |      35 | Lower  | 30
            few clients leave more room               |     200 |   1 |   2 |   9 |       0 |      35 | Lower  | 28
            very few leave three times as much        |      50 |   1 |   2 |   4 |       0 |      35 | Lower  | 28
            and so may be no reason at all            |      50 |   1 |   2 |   9 |       0 |      35 | Hold   | 35
            the floor is never undercut               |     400 |   1 |   1 |   2 |       0 |      12 | Lower  | 10
            at the floor it holds                     |     400 |   1 |   1 |   2 |       0 |      10 | Hold   | 10
            inside the dead band it holds             |     400 |   4 |  20 |  23 |       0 |      50 | Hold   | 50
            just outside it lowers                    |     400 |   4 |  20 |  22 |       0 |      50 | Lower  | 44
            demand of many raises by a tenth          |     200 |   6 |  30 |  40 |       0 |      50 | Raise  | 55
            a small limit moves by one at least       |     200 |   2 |   9 |   9 |       0 |       5 | Raise  | 6
            the last step up ends at the target       |     200 |   6 |  28 |  28 |       0 |      50 | Raise  | 55
            demand of most that are refused doubles   |     200 |  60 |  60 |  60 |     400 |      50 | Raise  | 100
            relief ends at the target                 |     200 |  60 |  60 |  60 |     400 |      90 | Raise  | 99
            refusals of a few do not speed it up      |     200 |   6 |  60 |  60 |     400 |      50 | Raise  | 55
            a few that are busy count up to a bound   |     400 |   2 |  60 |  60 |       0 |      50 | Hold   | 50
            and are not waited for beyond it          |     400 |   1 |  60 |  60 |       0 |      50 | Lower  | 40
            nor do they raise it beyond it            |     400 |   1 |  60 |  60 |      30 |      24 | Hold   | 24
            one client cannot raise its own limit     |      50 |   1 |   1 | 120 |      90 |      20 | Hold   | 20
            nothing is learned from an attack         |     200 |   1 |   1 | 900 |     900 |      50 | Hold   | 50
            the ceiling is never exceeded             |     200 |  80 | 400 | 400 |     900 |     480 | Hold   | 480
            a limit below the floor is let be         |     200 |   1 |   1 |   1 |       0 |       4 | Hold   | 4
            a limit above the ceiling comes down      |     200 |   1 |   1 |   1 |       0 |    1000 | Lower  | 800
            too little evidence holds                 |      19 |   1 |   1 |   1 |       0 |      50 | Hold   | 50
            no client at all holds                    |       0 |   0 |   0 |   0 |       0 |      50 | Hold   | 50
            """)
    void connectionRate(String name, long clients, double p50, double p90, double p99, long refused, int current,
            String action, int to) {
        UsagePattern pattern = pattern(0, clients, p50, p90, p99, refused);

        Adjustment adjustment = rate(List.of(pattern), withRate(current), POLICY);

        assertThat(adjustment.getClass().getSimpleName()).as(adjustment.reason()).isEqualTo(action);
        assertThat(adjustment.applyTo(withRate(current)).connectionRate().limit()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # window of the pattern | p99 of demand in it | demand of one client in 5 minutes
              10000                 | 1                   | 30
              60000                 | 3                   | 15
              300000                | 12                  | 12
              600000                | 12                  | 12
            """)
    void demand_isScaledToTheLimitsWindow(long windowMs, double p99, double demand) {
        var pattern = UsagePattern.builder(Scope.DEFAULT).windowMs(windowMs).clients(1000).attempts(1000).admitted(1000)
                .attemptsPerClient(new Quantiles(p99, p99, p99, p99, p99)).poolPeak(1).build();

        var lower = (Adjustment.Lower) rate(List.of(pattern), withRate(400), POLICY);

        assertThat(lower.evidence().demand()).isEqualTo(demand);
    }

    @Test
    void connectionsPerClient_followTheirOwnDemand_unscaled() {
        var peaks = new Quantiles(30, 30, 30, 30, 30);
        var pattern = UsagePattern.builder(Scope.DEFAULT).windowMs(10_000).clients(200).attempts(200).admitted(200)
                .rejected(Map.of(ErrorCode.CONNECTION_LIMIT_EXCEEDED, 90L))
                .attemptsPerClient(new Quantiles(1, 1, 1, 1, 1)).connectionsPerClient(peaks).poolPeak(1).build();

        Adjustment adjustment = LimitTuner.tune(List.of(pattern), Limits.DEFAULTS, POLICY).get(1);

        assertThat(adjustment).isInstanceOf(Adjustment.Raise.class);
        assertThat(adjustment.limitName()).isEqualTo(LimitName.CONNECTIONS_PER_CLIENT);
        assertThat(adjustment.applyTo(Limits.DEFAULTS)).isEqualTo(Limits.DEFAULTS.withConnectionsPerClient(50));
    }

    @Test
    void median_ofTheLatestWindowsRaises_notOneBusyWindow() {
        UsagePattern quiet = pattern(0, 100, 4, 24, 24, 0);
        UsagePattern busy = pattern(1, 100, 30, 60, 60, 0);

        assertThat(rate(List.of(quiet, quiet, busy), withRate(50), POLICY)).isInstanceOf(Adjustment.Hold.class);
        assertThat(rate(List.of(quiet, busy, busy), withRate(50), POLICY)).isInstanceOf(Adjustment.Raise.class);
    }

    @Test
    void busyWindow_isRemembered_untilAnHourIsQuieter() {
        UsagePattern quiet = pattern(0, 100, 1, 2, 4, 0);
        UsagePattern busy = pattern(1, 100, 10, 24, 24, 0);
        List<UsagePattern> hour = new ArrayList<>(Collections.nCopies(12, quiet));
        hour.set(0, busy);
        hour.set(1, busy);

        assertThat(rate(hour, withRate(50), POLICY)).as("two of twelve").isInstanceOf(Adjustment.Hold.class);
        hour.removeFirst();
        hour.add(quiet);
        assertThat(rate(hour, withRate(50), POLICY)).as("one of twelve").isInstanceOf(Adjustment.Lower.class);
    }

    @Test
    void limit_isRaisedSlowly_forWhatSomebodyUsuallyWants() {
        List<UsagePattern> hour = new ArrayList<>(Collections.nCopies(12, pattern(0, 40, 1, 2, 4, 0)));
        for (int window = 0; window < 4; window++) {
            hour.set(window, pattern(window, 40, 1, 2, 11, 0));
        }
        assertThat(rate(hour, withRate(14), POLICY).reason()).startsWith("usually somebody wants 11");
        assertThat(rate(hour, withRate(14), POLICY).applyTo(withRate(14))).isEqualTo(withRate(15));
        assertThat(rate(hour, withRate(20), POLICY)).isInstanceOf(Adjustment.Hold.class);
    }

    @Test
    void attacks_areLeftOut_andTheOtherWindowsAreLearnedFrom() {
        UsagePattern attack = pattern(1, 400, 1, 1, 900, 9000);

        assertThat(rate(List.of(attack), withRate(50), POLICY).reason())
                .startsWith("nothing is learned from an attack");
        assertThat(rate(List.of(pattern(0, 400, 1, 2, 4, 0), attack), withRate(50), POLICY))
                .isInstanceOf(Adjustment.Lower.class);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # clients, each, refused, attacked
                    5,  300,    1250, true
                   19,  300,    4750, true
                   20,  300,    5000, false
                    5,  150,     500, false
                    5,  300,       0, false
            """)
    void handfulThatWantsFarTooMuch_isAnAttack_andACrowdIsNot(long clients, double each, long refused,
            boolean attacked) {
        UsagePattern window = pattern(0, clients, each, each, each, refused);

        assertThat(LimitTuner.attacked(window, Limits.DEFAULTS, POLICY).contains(LimitName.CONNECTION_RATE))
                .isEqualTo(attacked);
    }

    @Test
    void relief_needsOneWindow_whateverWasBefore() {
        List<UsagePattern> patterns = new ArrayList<>(Collections.nCopies(11, pattern(0, 100, 1, 2, 4, 0)));
        patterns.add(pattern(11, 100, 30, 40, 40, 2000));

        assertThat(rate(patterns, withRate(20), POLICY).applyTo(withRate(20))).isEqualTo(withRate(40));
    }

    @Test
    void evidence_saysWhatTheChangeRestsOn() {
        List<UsagePattern> patterns = List.of(pattern(0, 400, 1, 2, 4, 0), pattern(1, 60, 1, 2, 4, 0));

        var lower = (Adjustment.Lower) rate(patterns, withRate(50), POLICY);

        assertThat(lower.evidence()).satisfies(evidence -> {
            assertThat(evidence.from()).isEqualTo(50);
            assertThat(evidence.to()).isEqualTo(40);
            assertThat(evidence.windows()).isEqualTo(2);
            assertThat(evidence.clients()).isEqualTo(460);
            assertThat(evidence.demand()).isEqualTo(4);
            assertThat(evidence.lastWindowStartMs()).isEqualTo(FIVE_MINUTES);
        });
        assertThat(lower.reason())
                .isEqualTo("p999 of clients wants 4, 8 with headroom 2; not below 10; step 20 %: 50 -> 40");
    }

    @Test
    void hold_saysWhatIsMissing() {
        assertThat(rate(List.of(pattern(0, 7, 1, 1, 1, 0)), Limits.DEFAULTS, POLICY).reason())
                .isEqualTo("too little evidence: 7 clients in all windows that are remembered, at least 20 are needed");
        assertThat(rate(List.of(), Limits.DEFAULTS, POLICY.withMinimumClients(0)).reason())
                .startsWith("too little evidence: 0 clients");
    }

    @Test
    void nothingIsLowered_whereEventsWereLost_andWhatIsNeededIsRaised() {
        assertThat(rate(List.of(lossy(pattern(0, 100, 1, 2, 4, 0)), pattern(1, 100, 1, 2, 4, 0)), withRate(50), POLICY))
                .isInstanceOf(Adjustment.Hold.class).extracting(Adjustment::reason).asString()
                .startsWith("5 events of the recent windows were lost");
        assertThat(rate(List.of(lossy(pattern(0, 200, 6, 60, 60, 400))), withRate(50), POLICY))
                .isInstanceOf(Adjustment.Raise.class);
    }

    private static UsagePattern lossy(UsagePattern all) {
        return UsagePattern.builder(all.scope()).windowStartMs(all.windowStartMs()).windowMs(all.windowMs())
                .clients(all.clients()).attempts(all.attempts()).admitted(all.admitted()).failedOpen(all.failedOpen())
                .rejected(all.rejected()).attemptsPerClient(all.attemptsPerClient())
                .connectionsPerClient(all.connectionsPerClient()).poolPeak(all.poolPeak()).lost(5).build();
    }

    @Test
    void rejections_areDemand() {
        List<UsagePattern> enforced = List.of(pattern(0, 400, 120, 120, 120, 28_000));
        assertThat(rate(enforced, withRate(50), POLICY).applyTo(withRate(50))).isEqualTo(withRate(100));
    }

    static Adjustment rate(List<UsagePattern> patterns, Limits limits, TuningPolicy policy) {
        return LimitTuner.tune(patterns, limits, policy).getFirst();
    }

    static Limits withRate(int limit) {
        return Limits.DEFAULTS.withConnectionRate(Limits.DEFAULTS.connectionRate().withLimit(limit));
    }

    static UsagePattern pattern(int window, long clients, double p50, double p90, double p99, long refused) {
        return UsagePattern.builder(Scope.DEFAULT).windowStartMs(window * FIVE_MINUTES).windowMs(FIVE_MINUTES)
                .clients(clients).attempts(clients).admitted(clients)
                .rejected(refused == 0 ? Map.of() : Map.of(ErrorCode.RATE_LIMIT_EXCEEDED, refused))
                .attemptsPerClient(new Quantiles(p50, p90, p99, p99, p99))
                .connectionsPerClient(new Quantiles(1, 1, 1, 1, 1)).poolPeak(1).build();
    }
}
