package io.doorstep.testing.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerKindTests {

    @ParameterizedTest
    @CsvSource({"docker, DOCKER", "in-process, IN_PROCESS"})
    void isFound_whenNamed(String word, BrokerKind kind) {
        assertThat(BrokerKind.named(word)).isEqualTo(kind);
    }

    @Test
    void refuses_whenThereIsNoSuchKind() {
        assertThatThrownBy(() -> BrokerKind.named("podman")).hasMessageContaining("docker or in-process, not podman");
    }
}
