package io.doorstep.benchmarks.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishingTests {
    private static final String METERS = """
            # TYPE doorstep_events_total counter
            doorstep_events_total{outcome="dropped"} 0.0
            doorstep_events_total{outcome="published"} 12.0
            doorstep_events_total{outcome="spooled"} 1234.0
            """;

    @Test
    void itIsRead_fromWhatTheServiceSays() {
        Publishing read = Publishing.of("""
                {"events":{"kafka_connected":false,"published":12,"waiting":1,"spooled":7,"spooled_bytes":900,"dropped":2}}
                """, METERS);
        assertThat(read).isEqualTo(new Publishing(false, 12, 1, 7, 1234, 2));
        assertThat(read.isBack()).isFalse();
    }

    @Test
    void itIsBack_whenKafkaTakesEventsAndTheDiskIsEmpty() {
        assertThat(new Publishing(true, 12, 1, 0, 7, 0).isBack()).isTrue();
        assertThat(new Publishing(true, 12, 1, 0, 7, 0).isAtRest()).isFalse();
        assertThat(new Publishing(true, 12, 0, 1, 7, 0).isBack()).isFalse();
    }
}
