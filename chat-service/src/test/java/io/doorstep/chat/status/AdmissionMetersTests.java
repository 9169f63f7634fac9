package io.doorstep.chat.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.admission.MessageOutcome;
import io.doorstep.chat.admission.ShadowRejection;
import io.doorstep.chat.client.Client;
import io.doorstep.chat.client.ClientKey;
import io.doorstep.events.LimitName;
import io.doorstep.events.Tier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
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

    @Test
    void whatCandidatesWouldHaveRefused_isCounted_byLimit() {
        var registry = new SimpleMeterRegistry();
        var meters = new AdmissionMeters(registry);
        meters.onWouldReject(new Client(ClientKey.ofAddress("192.0.2.1"), Tier.ANONYMOUS, null), "11",
                new ShadowRejection(LimitName.MESSAGE_RATE, 10, 60_000, 1));
        String name = "doorstep.admission.would.reject";
        assertThat(registry.get(name).tag("limit", "message_rate").counter().count()).isEqualTo(1);
        assertThat(registry.get(name).counters()).as("one for each limit that is learned").hasSize(4);
    }
}
