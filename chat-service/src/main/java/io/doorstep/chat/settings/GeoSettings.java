package io.doorstep.chat.settings;

import io.doorstep.support.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What says in which country clients are, {@code doorstep.geo.*}; one of two ways, or none.
 *
 * @param database a file in MaxMind's format; empty = none
 * @param header that all trusted proxies write, such as {@code CF-IPCountry}; empty = none
 * @param maxAge past it a database is called old, 10 years at most; 0 = never
 */
@ConfigurationProperties("doorstep.geo")
@Validated
public record GeoSettings(@DefaultValue("") String database, @DefaultValue("") String header,
        @DefaultValue("90d") @DurationMin(seconds = 0) @DurationMax(days = 3650) Duration maxAge) {
    /** A token of RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    /** @throws IllegalArgumentException with a sentence that says what to write */
    public GeoSettings {
        if (!database.isBlank() && !header.isBlank()) {
            throw new IllegalArgumentException("doorstep.geo: only one of database and header may be set, not both");
        }
        if (!header.isEmpty() && !NAME.matcher(header).matches()) {
            throw new IllegalArgumentException(
                    "doorstep.geo.header: '" + header + "' is no name of a header such as CF-IPCountry");
        }
    }

    /** @throws SettingsException where nobody's header would be believed */
    public void requireProxies(List<String> trustedProxies) {
        if (!header.isEmpty() && trustedProxies.isEmpty()) {
            throw new SettingsException("doorstep.geo.header does nothing unless doorstep.trusted-proxies is set, since"
                    + " anybody can write a header");
        }
    }
}
