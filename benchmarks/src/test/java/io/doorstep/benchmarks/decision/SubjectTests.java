package io.doorstep.benchmarks.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.RateLimit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubjectTests {
    private static final RateLimit TWO_AN_HOUR = new RateLimit(2, 3_600_000);

    @ParameterizedTest
    @EnumSource
    void eachClientHasTheLimitToItself_whenSeveralAsk(Subject subject) {
        Decider decider = subject.decider(TWO_AN_HOUR);
        for (String key : Keys.shuffled(5)) {
            BooleanSupplier client = decider.client(key);
            assertThat(client.getAsBoolean()).isTrue();
            assertThat(client.getAsBoolean()).isTrue();
            assertThat(client.getAsBoolean()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientIsKnownByItsKey_whenItAsksAnew(Subject subject) {
        Decider decider = subject.decider(TWO_AN_HOUR);
        assertThat(decider.client("ip:192.0.2.1").getAsBoolean()).isTrue();
        assertThat(decider.client("ip:192.0.2.1").getAsBoolean()).isTrue();
        assertThat(decider.client("ip:192.0.2.1").getAsBoolean()).isFalse();
    }
}
