package io.doorstep.analytics;

import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.analytics.tuning.TrialPolicy;
import io.doorstep.analytics.tuning.TuningMode;
import io.doorstep.analytics.tuning.TuningPolicy;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the learner, {@code doorstep.*}.
 *
 * @param secret the secret of this installation; the same on all instances of both services
 * @param dataDir folder for what is kept on this machine
 * @param limits the limits before anything is learned; the same as the chat service's
 * @param pool of it, what the learner revises; the same as the chat service's
 * @param tuning how limits are learned
 */
@ConfigurationProperties("doorstep")
@Validated
record AnalyticsSettings(
        @NotBlank(message = "must be set to a secret that all instances share") @Nullable String secret,
        @DefaultValue("./data") Path dataDir, @DefaultValue @Valid LimitSettings limits,
        @DefaultValue @Valid Pool pool, @DefaultValue @Valid Tuning tuning, @DefaultValue Operator operator) {

    /**
     * @param connectionRate connection attempts of one client
     * @param messageRate messages of one session
     * @param sessionCreation sessions one client may create
     */
    record LimitSettings(@DefaultValue @Valid ConnectionRate connectionRate,
            @DefaultValue @Valid MessageRate messageRate, @DefaultValue @Valid SessionCreation sessionCreation) {}

    /**
     * @param limit attempts in any window
     * @param window its length, at least 1 ms
     */
    record ConnectionRate(@DefaultValue("50") @Min(1) int limit,
            @DefaultValue("5m") @DurationMin(millis = 1) Duration window) {}

    /**
     * @param limit messages in any window
     * @param window its length, at least 1 ms
     */
    record MessageRate(@DefaultValue("30") @Min(1) int limit,
            @DefaultValue("1m") @DurationMin(millis = 1) Duration window) {}

    /**
     * @param limit sessions in any window
     * @param window its length, at least 1 ms
     */
    record SessionCreation(@DefaultValue("5") @Min(1) int limit,
            @DefaultValue("1h") @DurationMin(millis = 1) Duration window) {}

    /** @param maxPerClient sockets of one client at once */
    record Pool(@DefaultValue("25") @Min(1) int maxPerClient) {}

    /**
     * @param mode {@code off}: patterns alone; {@code shadow}: says what it would change; {@code enforce}: publishes
     *     revisions
     * @param window length of the windows that patterns describe, 1 s to 1 day
     * @param grace how long after its end a window waits for events on their way; 0 = not at all
     * @param headroom what the demand of the clients is multiplied by
     * @param minimumClients clients in the recent windows below which nothing changes; 0 = any number will do
     * @param floor no limit is tuned below this number
     * @param ceiling no limit is tuned above this number
     */
    record Tuning(@DefaultValue("enforce") TuningMode mode,
            @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration window,
            @DefaultValue("800ms") @DurationMin @DurationMax(minutes = 1) Duration grace,
            @DefaultValue("2.0") @DecimalMin("1") @DecimalMax("1000") double headroom,
            @DefaultValue("20") @Min(0) int minimumClients, @DefaultValue("10") @Min(1) int floor,
            @DefaultValue("500") @Min(1) @Max(1_000_000) int ceiling) {

        @AssertTrue(message = "must have a floor that is not above its ceiling")
        boolean isOrdered() {
            return floor <= ceiling;
        }

        TuningPolicy policy() {
            return TuningPolicy.DEFAULTS.withHeadroom(headroom).withMinimumClients(minimumClients)
                    .withBounds(floor, ceiling);
        }
    }

    /** @param password of the user {@code operator}; empty = a random one is printed at the start */
    record Operator(@DefaultValue("") String password) {}

    TopologySettings topology() {
        return new TopologySettings(tuning.window, tuning.grace, tuning.mode, tuning.policy(), TrialPolicy.DEFAULTS,
                configuredLimits(),
                dataDir.resolve("streams").toAbsolutePath().normalize());
    }

    private Limits configuredLimits() {
        return new Limits(RateLimit.of(limits.connectionRate.limit, limits.connectionRate.window),
                RateLimit.of(limits.messageRate.limit, limits.messageRate.window),
                RateLimit.of(limits.sessionCreation.limit, limits.sessionCreation.window), pool.maxPerClient);
    }
}
