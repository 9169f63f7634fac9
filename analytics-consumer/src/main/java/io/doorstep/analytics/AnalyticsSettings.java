package io.doorstep.analytics;

import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.events.Limits;
import io.doorstep.events.RateLimit;
import io.doorstep.support.connector.RequestSettings;
import io.doorstep.support.forwarding.ForwardedHeader;
import io.doorstep.support.forwarding.TrustedProxies;
import io.doorstep.support.settings.PoolRules;
import io.doorstep.support.settings.Secrets;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the learner, {@code doorstep.*}.
 *
 * @param secret the secret of this installation, at least 32 characters; the same on all instances of both services
 * @param dataDir folder for what is kept on this machine
 * @param limits the limits before anything is learned; the same as the chat service's
 * @param pool of it, what the learner revises; the same as the chat service's
 * @param tuning how limits are learned
 * @param abuse whom the learner looks for
 * @param trustedProxies addresses or CIDR blocks whose forwarding header is believed; empty = nobody's
 * @param forwardedHeader the one header that all trusted proxies write: {@code x-forwarded-for} or {@code forwarded}
 *     (RFC 7239); the other is not read
 * @param requests what connections may cost
 * @param signIn how often a client may send a wrong password
 */
@ConfigurationProperties("doorstep")
@Validated
record AnalyticsSettings(
        @NotBlank(message = "must be set to a secret that all instances share") @Nullable String secret,
        @DefaultValue("./data") Path dataDir, @DefaultValue @Valid LimitSettings limits,
        @DefaultValue @Valid Pool pool, @DefaultValue @Valid TuningSettings tuning,
        @DefaultValue @Valid AbuseSettings abuse, @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded-for") ForwardedHeader forwardedHeader,
        @DefaultValue @Valid RequestSettings requests,
        @DefaultValue @Valid SignIn signIn, @DefaultValue Operator operator) {

    AnalyticsSettings {
        Secrets.require("doorstep.secret", secret);
        var _ = new TrustedProxies(trustedProxies, forwardedHeader);
    }

    /**
     * @param connectionRate connection attempts of one client
     * @param messageRate messages of one session
     * @param sessionCreation sessions one client may create
     */
    record LimitSettings(@DefaultValue @Valid ConnectionRate connectionRate,
            @DefaultValue @Valid MessageRate messageRate, @DefaultValue @Valid SessionCreation sessionCreation) {}

    /**
     * @param limit attempts in any window
     * @param window its length, 1 s to 12 days
     */
    record ConnectionRate(@DefaultValue("50") @Min(1) int limit,
            @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(days = 12) Duration window) {}

    /**
     * @param limit messages in any window
     * @param window its length, 1 s to 12 days
     */
    record MessageRate(@DefaultValue("30") @Min(1) int limit,
            @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(days = 12) Duration window) {}

    /**
     * @param limit sessions in any window
     * @param window its length, 1 s to 12 days
     */
    record SessionCreation(@DefaultValue("5") @Min(1) int limit,
            @DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(days = 12) Duration window) {}

    /**
     * @param maxPerClient sockets of one client at once; 25 where it is not set
     * @param maxConnections sockets on an instance at once, which the other must not be above; not compared where it is not
     *     set
     */
    record Pool(@Min(1) @Nullable Integer maxPerClient, @Min(1) @Nullable Integer maxConnections) {

        Pool {
            PoolRules.require(maxPerClient, maxConnections);
        }

        int perClient() {
            return maxPerClient == null ? PoolRules.USUAL_PER_CLIENT : maxPerClient;
        }
    }

    /**
     * @param failures that one client may have in any window before it has to wait
     * @param window its length, 1 s to 12 days
     */
    record SignIn(@DefaultValue("10") @Min(1) int failures,
            @DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(days = 12) Duration window) {}

    /** @param password of the user {@code operator}; empty = a random one is printed at the start */
    record Operator(@DefaultValue("") String password) {}

    TopologySettings topology() {
        return new TopologySettings(tuning.window(), tuning.grace(), tuning.mode(), tuning.policy(),
                tuning.trialPolicy(),
                configuredLimits(), abuse.setup(Objects.requireNonNull(secret, "it was validated")),
                dataDir.resolve("streams").toAbsolutePath().normalize());
    }

    private Limits configuredLimits() {
        return new Limits(RateLimit.of(limits.connectionRate.limit, limits.connectionRate.window),
                RateLimit.of(limits.messageRate.limit, limits.messageRate.window),
                RateLimit.of(limits.sessionCreation.limit, limits.sessionCreation.window), pool.perClient());
    }
}
