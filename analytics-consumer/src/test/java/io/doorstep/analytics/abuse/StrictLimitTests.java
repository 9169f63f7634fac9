package io.doorstep.analytics.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.LimitName;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictLimitTests {
    private static final double DEPTH = 0.36;

    @ParameterizedTest
    @CsvSource(textBlock = """
            # in force, candidate, strict
            50        , 20       , 20
            50        ,          , 18
            12        ,          , 12
            100       , 40       , 40
            10        , 20       , 10
            """)
    void strict_isTheCandidate_orTheDeepestOne_andNeverAboveWhatEverybodyHas(int inForce, @Nullable Integer candidate,
            int strict) {
        Limits candidates = candidate == null ? null : Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, candidate);
        var latest = new LimitsRevised(Scope.DEFAULT, 3, 2, Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, inForce),
                "learner", "because", List.of(), RevisionKind.TRIED, candidates, null);
        assertThat(StrictLimit.of(latest, Limits.DEFAULTS, DEPTH)).isEqualTo(strict);
    }

    @Test
    void strict_isAtLeastOne_whereNothingWasLearned() {
        assertThat(StrictLimit.of(null, Limits.DEFAULTS, DEPTH)).isEqualTo(18);
        assertThat(StrictLimit.of(null, Limits.DEFAULTS.with(LimitName.CONNECTION_RATE, 1), 0)).isEqualTo(1);
    }
}
