package io.doorstep.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class StackSettingsTests {

    @Test
    void portsAreThoseOfTheReadme_whenNothingIsSet() {
        StackSettings settings = StackSettings.from(StackSettings.environment());

        assertThat(settings).extracting(StackSettings::brokerPort, StackSettings::chatPort,
                StackSettings::analyticsPort).containsExactly(9092, 8000, 8001);
        assertThat(settings.dataDir()).isAbsolute().hasFileName("data");
    }

    @Test
    void argumentsCount_whenGiven() {
        StackSettings settings = StackSettings
                .from(StackSettings.environment("--doorstep.stack.chat-port=18000", "--doorstep.secret=s"));

        assertThat(settings.chatPort()).isEqualTo(18000);
        assertThat(settings.secret()).isEqualTo("s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOORSTEP_STACK_BROKERPORT", "DOORSTEP_STACK_BROKER_PORT"})
    void variablesCount_whenWrittenInBootsWay(String variable) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource(
                "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(variable, "19092")));
        ConfigurationPropertySources.attach(environment);

        assertThat(StackSettings.from(environment).brokerPort()).isEqualTo(19092);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "65536", "80.5"})
    void refuses_whenAPortIsNone(String value) {
        assertThatThrownBy(
                () -> StackSettings.from(StackSettings.environment("--doorstep.stack.broker-port=" + value)))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("doorstep.stack.broker-port must be a port");
    }
}
