package io.doorstep.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class MovedSettingsTests {

    @Test
    void limitsAndPool_areFound_amongTheLearnersSettings() {
        assertThat(MovedSettings.found(new MockEnvironment())).isEmpty();
        assertThat(MovedSettings.found(new MockEnvironment()
                .withProperty("doorstep.limits.connection-rate.limit", "40")
                .withProperty("doorstep.tuning.most", "2"))).containsExactly("doorstep.limits");
        assertThat(MovedSettings.found(new MockEnvironment().withProperty("doorstep.pool.max-per-client", "3")))
                .containsExactly("doorstep.pool");
    }
}
