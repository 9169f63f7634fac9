package io.doorstep.benchmarks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doorstep.analytics.abuse.SanctionDraft;
import io.doorstep.events.SanctionEvidence;
import io.doorstep.events.SanctionRule;
import io.doorstep.events.SanctionStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanctionedTests {

    /** As scipy's beta.ppf(0.95, seen + 1, of - seen) says. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # seen, of,   at most
            0,      3000, 0.000998
            0,      100,  0.029513
            1,      100,  0.046560
            5,      1000, 0.010478
            7,      7,    1
            """)
    void upperBound_isThatOfClopperAndPearson(long seen, long of, double atMost) {
        assertThat(Sanctioned.upperBound(seen, of)).isCloseTo(atMost, within(0.00002));
    }

    @Test
    void clients_areCountedOnce_byRuleAndLabel() {
        Mix mix = new Mix(List.of(new Attempt(0, 0, Standing.LEGIT, "human", null),
                new Attempt(600_000, 1, Standing.LEGIT, "human", null),
                new Attempt(601_000, 1, Standing.ABUSE, "scan", null),
                new Attempt(602_000, 2, Standing.OTHER, "bot", null)), 3, List.of());
        var found = new Sanctioned(mix, List.of(imposed(1, SanctionStep.WARNED, 600_500),
                imposed(1, SanctionStep.THROTTLED, 601_000), imposed(2, SanctionStep.WARNED, 602_000)));

        assertThat(found.byRule().toMarkdown()).contains(
                "| racing | 0 | 1 | 95.000 % | 0 | 1 | 1 | 1 | 100.000 % | 100.000 % | 3.0 |");
        assertThat(found.byLabel().toMarkdown()).contains("| bot | 1 | 0 | 1 |", "| human | 2 | 0 | 1 |",
                "| scan | 1 | 0 | 1 |");
    }

    private static VirtualSanctions.Imposed imposed(int client, SanctionStep step, long sinceMs) {
        return new VirtualSanctions.Imposed(client, new SanctionDraft(SanctionRule.RACING, step, true, sinceMs,
                sinceMs + 1000, List.of(new SanctionEvidence("attempts_in_10_s", 20, 15))));
    }
}
