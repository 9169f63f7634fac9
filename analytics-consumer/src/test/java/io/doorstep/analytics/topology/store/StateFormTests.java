package io.doorstep.analytics.topology.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.revision.ScopeState;
import io.doorstep.analytics.tuning.ScopeTuningState;
import io.doorstep.events.Hold;
import io.doorstep.events.Limits;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class StateFormTests {
    private static final Limits TEN = Limits.DEFAULTS.withConnectionsPerClient(10);

    private final Serde<ScopeState> form = LearnerSerdes.json(ScopeState.class);

    @Test
    void state_isReadAsItWasWritten() {
        var state = new ScopeState(3, TEN, List.of(), ScopeTuningState.from(TEN, Limits.DEFAULTS),
                TEN.withConnectionsPerClient(8), Hold.FROZEN, 1_700_000_000_000L);
        assertThat(form.deserializer().deserialize("t", form.serializer().serialize("t", state))).isEqualTo(state);
    }

    @Test
    void stateOfAnEarlierVersion_goesOnFromItsLimits() {
        ScopeState read = form.deserializer().deserialize("t", """
                {"revision":3,"limits":{"connection_rate":{"limit":50,"window_ms":300000},
                 "message_rate":{"limit":30,"window_ms":60000},"session_creation":{"limit":5,"window_ms":3600000},
                 "connections_per_client":10},"recent":[]}""".getBytes(UTF_8)).under(Limits.DEFAULTS);

        assertThat(read.limits()).isEqualTo(TEN);
        assertThat(read.course()).isEqualTo(ScopeTuningState.from(TEN, Limits.DEFAULTS));
        assertThat(read.hold()).isNull();
    }
}
