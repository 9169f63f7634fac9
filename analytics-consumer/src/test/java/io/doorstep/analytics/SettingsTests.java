package io.doorstep.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.abuse.AbusePolicy;
import io.doorstep.analytics.abuse.RuleMode;
import io.doorstep.analytics.topology.AbuseSetup;
import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.EventType;
import io.doorstep.events.SanctionRule;
import io.doorstep.support.settings.SettingNames;
import io.doorstep.support.settings.SettingsFailureAnalyzer;
import io.doorstep.support.settings.SettingsOfRecord;
import io.doorstep.support.settings.StrictSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

class SettingsTests {
    private static final String SECRET = "doorstep.secret=" + "s".repeat(32);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(OnlySettings.class);

    @EnableConfigurationProperties(AnalyticsSettings.class)
    @Import(StrictSettings.class)
    static class OnlySettings {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            doorstep.secret=                            | doorstep.secret must be set to a secret that all instances share
            doorstep.tuning.mode=maybe                  | doorstep.tuning.mode is 'maybe', which is no value for it: write one of off, shadow, enforce
            doorstep.tuning.window=soon                 | doorstep.tuning.window is 'soon', which is no value for it
            doorstep.tuning.window=10ms                 | doorstep.tuning.window must be
            doorstep.tunning.window=10s                 | doorstep.tunning.window is not a setting: the nearest known one is doorstep.tuning.window
            doorstep.secret=short                       | doorstep.secret must have at least 32 characters, not 5: write a random one
            doorstep.tuning.grace=-1s                   | doorstep.tuning.grace must be
            doorstep.tuning.floor=0                     | doorstep.tuning.floor must be greater than or equal to 1
            doorstep.tuning.floor=501                   | doorstep.tuning must have a floor that is not above its ceiling
            doorstep.tuning.quantile=most               | doorstep.tuning.quantile is 'most', which is no value for it
            doorstep.tuning.spread=0.5                  | doorstep.tuning.spread must be greater than or equal to 1
            doorstep.tuning.memory-windows=101          | doorstep.tuning.memory-windows must be less than or equal to 100
            doorstep.tuning.steps.max-lower=1           | doorstep.tuning.steps.max-lower must be less than or equal to 0.99
            doorstep.tuning.steps.max-relief=0.05       | doorstep.tuning.steps must have a max-relief that is not below its max-raise
            doorstep.tuning.trial.windows=0             | doorstep.tuning.trial.windows must be greater than or equal to 1
            doorstep.tuning.trial.bar=2                 | doorstep.tuning.trial.bar must be less than or equal to 1
            doorstep.tuning.trial.rest=-1               | doorstep.tuning.trial.rest must be greater than or equal to 0
            doorstep.tuning.headroom=NaN                | doorstep.tuning.headroom must be
            doorstep.abuse.mode=maybe                   | doorstep.abuse.mode is 'maybe', which is no value for it: write one of off, shadow, enforce
            doorstep.abuse.rules.racing.mode=on         | doorstep.abuse.rules.racing.mode is 'on', which is no value for it: write one of off, shadow, enforce
            doorstep.abuse.rules.hamering.mode=off      | doorstep.abuse.rules.hamering.mode is not a setting: the nearest known one is doorstep.abuse.rules.hammering.mode
            doorstep.abuse.exempt=192.0.2.0/24,office   | doorstep.abuse.exempt: 'office' is not an address or a CIDR block such as 192.0.2.0/24
            doorstep.abuse.exempt=10.0.0.0/8            | doorstep.abuse.exempt has networks with 16777216 clients together, more than 65536
            """)
    void start_saysInOneSentence_whichSettingIsWrong(String property, String sentence) {
        assertThat(refusal(runner.withPropertyValues(SECRET, property))).startsWith(sentence)
                .doesNotContain("\n");
    }

    @Test
    void settings_areKnownToTheOtherParts() {
        assertThat(SettingNames.ofAllParts().texts())
                .containsAll(SettingsOfRecord.names(AnalyticsSettings.class).toList());
    }

    @Test
    void start_isRefused_withoutASecret() {
        assertThat(refusal(runner)).isEqualTo("doorstep.secret must be set to a secret that all instances share");
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

    @ParameterizedTest
    @CsvSource(textBlock = """
            # all  , hammering, flapping, hammers, flaps
            enforce, enforce  , enforce , ENFORCE, ENFORCE
            enforce, off      , off     , OFF    , OFF
            shadow , enforce  , off     , SHADOW , OFF
            off    , enforce  , enforce , OFF    , OFF
            """)
    void modesOfRules_areBoundedByThatOfAll(String all, String hammering, String flapping, RuleMode hammers,
            RuleMode flaps) {
        runner.withPropertyValues(SECRET, "doorstep.abuse.mode=" + all,
                "doorstep.abuse.rules.hammering.mode=" + hammering, "doorstep.abuse.rules.flapping.mode=" + flapping)
                .run(context -> {
                    AbuseSetup abuse = context.getBean(AnalyticsSettings.class).topology().abuse();
                    assertThat(abuse.policy().mode(SanctionRule.HAMMERING)).isEqualTo(hammers);
                    assertThat(abuse.policy().mode(SanctionRule.FLAPPING)).isEqualTo(flaps);
                    assertThat(abuse.eventsRead().contains(EventType.CONNECTION_CLOSED))
                            .isEqualTo(flaps != RuleMode.OFF);
                    assertThat(abuse.isOn()).isEqualTo(!all.equals("off"));
                });
    }

    @Test
    void defaults_areTheDesigns() {
        runner.withPropertyValues(SECRET).run(context -> {
            TopologySettings settings = context.getBean(AnalyticsSettings.class).topology();
            assertThat(settings.policy()).isEqualTo(TuningPolicy.DEFAULTS);
            assertThat(settings.trial()).isEqualTo(TrialPolicy.DEFAULTS);
            assertThat(settings.mode()).isEqualTo(TuningMode.ENFORCE);
            AbusePolicy.DEFAULT_MODES.forEach(
                    (rule, mode) -> assertThat(settings.abuse().policy().mode(rule)).as("%s", rule).isEqualTo(mode));
            assertThat(settings.abuse().exempt().test("anybody")).isFalse();
            assertThat(settings.window()).isEqualTo(Duration.ofMinutes(5));
            assertThat(settings.stateDir()).endsWithRaw(java.nio.file.Path.of("data", "streams"));
        });
    }
}
