package io.doorstep.chat.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.admission.MessageOutcome;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.Tier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionMetersTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            ADMITTED,    admitted
            REJECTED,    rejected
            FAILED_OPEN, failed_open
            """)
    void messages_areCounted_byOutcome(MessageOutcome outcome, String tag) {
        var registry = new SimpleMeterRegistry();
        var meters = new AdmissionMeters(registry);
        meters.onMessage(new Client(ClientKey.ofAddress("192.0.2.1"), Tier.ANONYMOUS, null), "11", "s", outcome);
        assertThat(registry.get("doorstep.messages").tag("outcome", tag).counter().count()).isEqualTo(1);
        assertThat(registry.get("doorstep.messages").counters()).hasSize(3);
    }
}
