package io.doorstep.analytics.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.ErrorCode;
import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.Quantiles;
import io.doorstep.events.Scope;
import io.doorstep.events.UsagePattern;
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
            # case                                    | clients | p90 | p99 | refused | current | action | to
            quiet traffic tightens by a fifth         |     100 |   2 |   4 |       0 |      50 | Lower  | 40
            the last step ends at the target          |     100 |   2 |  15 |       0 |      35 | Lower  | 30
            the floor is never undercut               |     100 |   1 |   2 |       0 |      12 | Lower  | 10
            at the floor it holds                     |     100 |   1 |   2 |       0 |      10 | Hold   | 10
            inside the dead band it holds             |     200 |  20 |  23 |       0 |      50 | Hold   | 50
            just outside it lowers                    |     200 |  20 |  22 |       0 |      50 | Lower  | 44
            demand of many raises by a tenth          |     200 |  30 |  40 |       0 |      50 | Raise  | 55
            a small limit moves by one at least       |     200 |   9 |   9 |       0 |       5 | Raise  | 6
            the last step up ends at the target       |     200 |  28 |  28 |       0 |      50 | Raise  | 55
            refused clients are relieved faster       |     200 |  60 |  60 |     400 |      50 | Raise  | 75
            refusals of a few do not speed it up      |     200 |  30 |  40 |     400 |      50 | Raise  | 55
            one client cannot raise its own limit     |     100 |   9 | 900 |     900 |      50 | Hold   | 50
            nor does one that is busy get cut off     |      20 |   1 |  30 |       0 |      50 | Hold   | 50
            the ceiling is never exceeded             |     200 | 400 | 400 |     900 |     480 | Hold   | 480
            a limit below the floor is let be         |     200 |   1 |   1 |       0 |       4 | Hold   | 4
            a limit above the ceiling comes down      |     200 |   1 |   1 |       0 |    1000 | Lower  | 800
            too little evidence holds                 |      19 |   1 |   1 |       0 |      50 | Hold   | 50
            no client at all holds                    |       0 |   0 |   0 |       0 |      50 | Hold   | 50
            """)
    void connectionRate(String name, long clients, double p90, double p99, long refused, int current, String action,
            int to) {
        UsagePattern pattern = pattern(0, clients, p90, p99, refused);

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
        var pattern = new UsagePattern(Scope.DEFAULT, 0, windowMs, 1000, 1000, 1000, 0, Map.of(),
                new Quantiles(p99, p99, p99, p99, p99), Quantiles.NONE, 1, 0);

        var lower = (Adjustment.Lower) rate(List.of(pattern), withRate(400), POLICY);

        assertThat(lower.evidence().demand()).isEqualTo(demand);
    }

    @Test
    void connectionsPerClient_followTheirOwnDemand_unscaled() {
        var peaks = new Quantiles(30, 30, 30, 30, 30);
        var pattern = new UsagePattern(Scope.DEFAULT, 0, 10_000, 200, 200, 200, 0,
                Map.of(ErrorCode.CONNECTION_LIMIT_EXCEEDED, 90L), new Quantiles(1, 1, 1, 1, 1), peaks, 1, 0);

        Adjustment adjustment = LimitTuner.tune(List.of(pattern), Limits.DEFAULTS, POLICY).getLast();

        assertThat(adjustment).isInstanceOf(Adjustment.Raise.class);
        assertThat(adjustment.limitName()).isEqualTo(LimitName.CONNECTIONS_PER_CLIENT);
        assertThat(adjustment.applyTo(Limits.DEFAULTS)).isEqualTo(Limits.DEFAULTS.withConnectionsPerClient(37));
    }

    @Test
    void median_ofTheRecentWindowsDecides_notOneBusyWindow() {
        List<UsagePattern> patterns = List.of(pattern(0, 200, 200, 200, 0), pattern(1, 200, 24, 24, 0),
                pattern(2, 200, 300, 300, 999), pattern(3, 200, 24, 24, 0));

        assertThat(rate(patterns, withRate(50), POLICY)).isInstanceOf(Adjustment.Hold.class);
    }

    @Test
    void evidence_saysWhatTheChangeRestsOn() {
        List<UsagePattern> patterns = List.of(pattern(0, 100, 2, 4, 0), pattern(1, 60, 2, 4, 0));

        var lower = (Adjustment.Lower) rate(patterns, withRate(50), POLICY);

        assertThat(lower.evidence()).satisfies(evidence -> {
            assertThat(evidence.from()).isEqualTo(50);
            assertThat(evidence.to()).isEqualTo(40);
            assertThat(evidence.windows()).isEqualTo(2);
            assertThat(evidence.clients()).isEqualTo(160);
            assertThat(evidence.demand()).isEqualTo(4);
            assertThat(evidence.lastWindowStartMs()).isEqualTo(FIVE_MINUTES);
        });
        assertThat(lower.reason()).isEqualTo("p99 of clients wants 4, which with headroom 2 asks for 10");
    }

    @Test
    void hold_saysWhatIsMissing() {
        assertThat(rate(List.of(pattern(0, 7, 1, 1, 0)), Limits.DEFAULTS, POLICY).reason())
                .isEqualTo("too little evidence: 7 clients in 1 windows, at least 20 are needed");
        assertThat(rate(List.of(), Limits.DEFAULTS, POLICY.withMinimumClients(0)).reason())
                .startsWith("too little evidence: 0 clients");
    }

    @Test
    void nothingIsLowered_whereEventsWereLost_andWhatIsNeededIsRaised() {
        assertThat(rate(List.of(lossy(pattern(0, 100, 2, 4, 0)), pattern(1, 100, 2, 4, 0)), withRate(50), POLICY))
                .isInstanceOf(Adjustment.Hold.class).extracting(Adjustment::reason).asString()
                .startsWith("5 events of the recent windows were lost");
        assertThat(rate(List.of(lossy(pattern(0, 200, 60, 60, 400))), withRate(50), POLICY))
                .isInstanceOf(Adjustment.Raise.class);
    }

    private static UsagePattern lossy(UsagePattern all) {
        return new UsagePattern(all.scope(), all.windowStartMs(), all.windowMs(), all.clients(), all.attempts(),
                all.admitted(), all.failedOpen(), all.rejected(), all.attemptsPerClient(), all.connectionsPerClient(),
                all.poolPeak(), 5);
    }

    @Test
    void rejections_areDemand() {
        List<UsagePattern> enforced = List.of(pattern(0, 400, 120, 120, 28_000));
        assertThat(rate(enforced, withRate(50), POLICY).applyTo(withRate(50)).connectionRate().limit()).isEqualTo(75);
    }

    static Adjustment rate(List<UsagePattern> patterns, Limits limits, TuningPolicy policy) {
        return LimitTuner.tune(patterns, limits, policy).getFirst();
    }

    static Limits withRate(int limit) {
        return Limits.DEFAULTS.withConnectionRate(Limits.DEFAULTS.connectionRate().withLimit(limit));
    }

    static UsagePattern pattern(int window, long clients, double p90, double p99, long refused) {
        return new UsagePattern(Scope.DEFAULT, window * FIVE_MINUTES, FIVE_MINUTES, clients, clients, clients, 0,
                refused == 0 ? Map.of() : Map.of(ErrorCode.RATE_LIMIT_EXCEEDED, refused),
                new Quantiles(Math.min(1, p90), p90, p99, p99, p99), new Quantiles(1, 1, 1, 1, 1), 1, 0);
    }
}
