package io.doorstep.chat.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * What a token must say once its signature is right. An error has a code for programs and a sentence for people.
 *
 * @param issuer whom tokens must name; absent: anybody
 * @param audience that tokens must be for; empty: any
 */
record TokenChecks(@Nullable String issuer, String audience, InstantSource clock) implements OAuth2TokenValidator<Jwt> {
    /** Clocks of others may differ by so much. */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        Instant now = clock.instant();
        Instant expiry = token.getExpiresAt();
        Instant start = token.getNotBefore();
        if (expiry == null) {
            return failure(TokenProblems.INVALID, "The token has no time at which it expires (exp)");
        }
        if (!expiry.plus(LEEWAY).isAfter(now)) {
            return failure(TokenProblems.EXPIRED, "The token has expired at " + expiry);
        }
        if (start != null && start.minus(LEEWAY).isAfter(now)) {
            return failure(TokenProblems.INVALID, "The token is valid from " + start + " on (nbf)");
        }
        return issuerAndAudience(token);
    }

    private OAuth2TokenValidatorResult issuerAndAudience(Jwt token) {
        if (issuer != null && !issuer.equals(token.getClaimAsString(JwtClaimNames.ISS))) {
            return failure(TokenProblems.INVALID, "The token is not from the issuer that this service trusts (iss)");
        }
        List<String> audiences = token.getAudience();
        if (!audience.isEmpty() && (audiences == null || !audiences.contains(audience))) {
            return failure(TokenProblems.INVALID, "The token is not meant for this service (aud)");
        }
        String subject = token.getSubject();
        return subject == null || subject.isBlank()
                ? failure(TokenProblems.INVALID, "The token does not say who its bearer is (sub)")
                : OAuth2TokenValidatorResult.success();
    }

    private static OAuth2TokenValidatorResult failure(String code, String sentence) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(code, sentence, null));
    }
}
