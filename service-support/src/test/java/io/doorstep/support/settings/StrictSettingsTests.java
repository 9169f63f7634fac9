package io.doorstep.support.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class StrictSettingsTests {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Application.class);

    @Import(StrictSettings.class)
    @EnableConfigurationProperties(OwnSettings.class)
    static class Application {}

    enum Colour {
        RED,
        DEEP_BLUE
    }

    record Item(String name) {}

    @ConfigurationProperties("doorstep.own")
    record OwnSettings(Colour colour, Duration pause, int count, long bytes, double share, boolean on, DataSize size,
            List<Integer> numbers, List<Item> items, String secret) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            doorstep.own.color=red     | doorstep.own.color is not a setting: the nearest known one is doorstep.own.colour
            doorstep.own.colour=green  | doorstep.own.colour is 'green', which is no value for it: write one of red, deep-blue
            doorstep.own.pause=soon     | doorstep.own.pause is 'soon', which is no value for it: write a duration with its unit, such as 500ms, 30s, 5m, 2h or 1d
            doorstep.own.count=1.5     | doorstep.own.count is '1.5', which is no value for it: write a whole number, 2147483647 at most
            doorstep.own.count=3000000000 | doorstep.own.count is '3000000000', which is no value for it: write a whole number, 2147483647 at most
            doorstep.own.bytes=1KB     | doorstep.own.bytes is '1KB', which is no value for it: write a whole number, 9223372036854775807 at most
            doorstep.own.share=half    | doorstep.own.share is 'half', which is no value for it: write a number such as 0.5
            doorstep.own.on=maybe      | doorstep.own.on is 'maybe', which is no value for it: write true or false
            doorstep.own.size=big      | doorstep.own.size is 'big', which is no value for it: write a size with its unit, such as 512KB or 64MB
            doorstep.own.numbers=1,x   | doorstep.own.numbers is '1,x', which is no value for it: write a whole number, 2147483647 at most
            doorstep.own.numbers[1]=1  | doorstep.own.numbers[1] would be left out: number the elements of a list from 0, without a gap
            doorstep.own.items=x       | doorstep.own.items has no value of its own: write doorstep.own.items[0].name
            doorstep.own=x             | doorstep.own has no value of its own: write one of doorstep.own.colour, doorstep.own.pause, doorstep.own.count, doorstep.own.bytes, doorstep.own.share, doorstep.own.on, doorstep.own.size, doorstep.own.numbers, doorstep.own.numbers[0], doorstep.own.items[0].name, doorstep.own.secret
            """)
    void start_saysWhatToWrite_whenASettingIsWrong(String property, String sentence) {
        assertThat(refusal(runner.withPropertyValues(property))).isEqualTo(sentence);
    }

    @Test
    void start_namesAllThatAreUnknown_whereverTheyAreWritten() {
        assertThat(refusal(runner.withPropertyValues("doorstep.poll.max-connections=1")
                .withSystemProperties("doorstep.secrett=x")
                .withInitializer(context -> context.getEnvironment().getPropertySources().addLast(
                        new SystemEnvironmentPropertySource("more", Map.of("DOORSTEP_OWN_COLUOR", "red"))))))
                .contains("doorstep.poll.max-connections is not a setting: the nearest known one is"
                        + " doorstep.pool.max-connections", "; ",
                        "doorstep.secrett is not a setting: the nearest known one is doorstep.secret",
                        "DOORSTEP_OWN_COLUOR is not a setting: the nearest known one is DOORSTEP_OWN_COLOUR"
                                + " (doorstep.own.colour)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DOORSTEP_OWN_COLOUR      | deep-blue
            DOORSTEP_OWN_NUMBERS_0   | 5
            DOORSTEP_OWN_ITEMS_0_NAME| one
            DOORSTEP_TUNING_WINDOW   | 10s
            """)
    void start_goesOn_whenAVariableIsKnownToAnyPart(String variable, String value) {
        runner.withInitializer(context -> context.getEnvironment().getPropertySources().addLast(
                new SystemEnvironmentPropertySource("more-systemEnvironment", Map.of(variable, value))))
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static String refusal(ApplicationContextRunner runner) {
        var said = new AtomicReference<>("it started");
        runner.run(context -> {
            Throwable failure = Objects.requireNonNull(context.getStartupFailure(), "it started");
            FailureAnalysis analysis = Objects.requireNonNull(new SettingsFailureAnalyzer().analyze(failure));
            said.set(analysis.getDescription());
        });
        return String.valueOf(said.get());
    }
}
