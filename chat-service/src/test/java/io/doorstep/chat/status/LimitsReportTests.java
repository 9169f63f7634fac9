package io.doorstep.chat.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.limits.EffectiveLimits;
import io.doorstep.chat.limits.LimitBounds;
import io.doorstep.chat.limits.OverrideCommand;
import io.doorstep.chat.limits.SetBy;
import io.doorstep.events.Hold;
import io.doorstep.events.Lease;
import io.doorstep.events.Limits;
import io.doorstep.events.LimitsRevised;
import io.doorstep.events.RevisionKind;
import io.doorstep.events.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsReportTests {
    private static final Limits CANDIDATE = Limits.DEFAULTS.withConnectionsPerClient(9);

    private final EffectiveLimits effectiveLimits = new EffectiveLimits(Limits.DEFAULTS, new LimitBounds(1, 1000));

    @Test
    void aScope_showsWhatIsInForce_andWhatRunsInShadow() {
        effectiveLimits.apply(new LimitsRevised(Scope.product("11"), 4, 0, Limits.DEFAULTS, "olga", "test", List.of(),
                RevisionKind.TRIED, CANDIDATE, Hold.FROZEN));
        assertThat(LimitsReport.of(effectiveLimits).scopes()).containsExactly(
                new LimitsReport.ScopeReport("default", 0, null, null, Limits.DEFAULTS, null, null, null),
                new LimitsReport.ScopeReport("product:11", 4, "tried", "frozen", Limits.DEFAULTS, CANDIDATE, null,
                        null));
    }

    @Test
    void nothingRunsInShadow_beneathTheNumbersOfAnOperator() {
        effectiveLimits.apply(new LimitsRevised(Scope.DEFAULT, 4, 0, Limits.DEFAULTS, "learner", "test", List.of(),
                RevisionKind.TRIED, CANDIDATE, null));
        Limits numbers = Limits.DEFAULTS.withConnectionsPerClient(3);
        effectiveLimits.override(new OverrideCommand.SetLimits(_ -> numbers), new SetBy("olga", Instant.EPOCH));
        assertThat(LimitsReport.of(effectiveLimits).scopes()).containsExactly(
                new LimitsReport.ScopeReport("default", 4, "tried", null, numbers, null, Limits.DEFAULTS,
                        null));
    }

    @Test
    void aScope_showsHowLongItsNumbersHold() {
        effectiveLimits.apply(new LimitsRevised(Scope.DEFAULT, 4, 0, Limits.DEFAULTS.withConnectionsPerClient(9),
                "learner", "test", List.of(), RevisionKind.ENFORCED, null, null, Lease.from(0, 60_000)));
        assertThat(LimitsReport.of(effectiveLimits).scopes()).singleElement()
                .extracting(LimitsReport.ScopeReport::leaseUntil).isEqualTo(Instant.ofEpochSecond(180));
    }
}
