package io.doorstep.analytics;

import io.doorstep.analytics.topology.TopologySettings;
import io.doorstep.support.connector.RequestSettings;
import io.doorstep.support.forwarding.ForwardedHeader;
import io.doorstep.support.forwarding.TrustedProxies;
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
        @DefaultValue("./data") Path dataDir,
        @DefaultValue @Valid TuningSettings tuning,
        @DefaultValue @Valid AbuseSettings abuse, @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded-for") ForwardedHeader forwardedHeader,
        @DefaultValue @Valid RequestSettings requests,
        @DefaultValue @Valid SignIn signIn, @DefaultValue Operator operator) {

    AnalyticsSettings {
        Secrets.require("doorstep.secret", secret);
        var _ = new TrustedProxies(trustedProxies, forwardedHeader);
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
                abuse.setup(Objects.requireNonNull(secret, "it was validated")),
                dataDir.resolve("streams").toAbsolutePath().normalize());
    }
}
