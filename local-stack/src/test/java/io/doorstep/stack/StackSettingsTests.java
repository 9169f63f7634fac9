package io.doorstep.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource(textBlock = """
            --doorstep.stack.chat-port=1    , 127.0.0.1
            --doorstep.stack.address=0.0.0.0, 0.0.0.0
            --doorstep.stack.address=::1    , 0:0:0:0:0:0:0:1
            --server.address=127.0.0.2      , 127.0.0.2
            """)
    void address_isLoopback_unlessAnotherIsSet(String argument, String address) {
        assertThat(StackSettings.from(StackSettings.environment(argument)).address().getHostAddress())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.invalid", "192.0.2.77", "256.1.1.1"})
    void refuses_whenTheAddressIsNotOfThisMachine(String value) {
        assertThatThrownBy(() -> StackSettings.from(StackSettings.environment("--doorstep.stack.address=" + value)))
                .isInstanceOf(StartRefused.class)
                .hasMessage(
                        "doorstep.stack.address must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for"
                                + " all of them, not '" + value + "'.");
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
