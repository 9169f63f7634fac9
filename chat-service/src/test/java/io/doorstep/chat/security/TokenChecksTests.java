package io.doorstep.chat.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.Jwt;

class TokenChecksTests {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # expires in, valid in, issuer           , audience, subject, code
            PT1M        , -       , https://id.test  , chat    , alice  , -
            PT-59S      , -       , https://id.test  , chat    , alice  , -
            PT-60S      , -       , https://id.test  , chat    , alice  , TOKEN_EXPIRED
            PT-24H      , -       , https://id.test  , chat    , alice  , TOKEN_EXPIRED
            -           , -       , https://id.test  , chat    , alice  , INVALID_TOKEN
            PT1M        , PT60S   , https://id.test  , chat    , alice  , -
            PT5M        , PT61S   , https://id.test  , chat    , alice  , INVALID_TOKEN
            PT1M        , -       , https://id.test/ , chat    , alice  , INVALID_TOKEN
            PT1M        , -       , -                , chat    , alice  , INVALID_TOKEN
            PT1M        , -       , https://id.test  , shop    , alice  , INVALID_TOKEN
            PT1M        , -       , https://id.test  , -       , alice  , INVALID_TOKEN
            PT1M        , -       , https://id.test  , chat    , -      , INVALID_TOKEN
            PT1M        , -       , https://id.test  , chat    , ' '    , INVALID_TOKEN
            """)
    void validate_saysWhatIsWrong(@Nullable Duration expiresIn, @Nullable Duration validIn, @Nullable String issuer,
            @Nullable String audience, @Nullable String subject, @Nullable String code) {
        var checks = new TokenChecks("https://id.test", "chat", () -> NOW);
        Jwt token = Jwt.withTokenValue("token").header("alg", "HS256").claims(claims -> {
            claims.put("x", "always one");
            put(claims, "exp", expiresIn == null ? null : NOW.plus(expiresIn));
            put(claims, "nbf", validIn == null ? null : NOW.plus(validIn));
            put(claims, "iss", issuer);
            put(claims, "aud", audience == null ? null : List.of("other", audience));
            put(claims, "sub", subject);
        }).build();
        assertThat(checks.validate(token).getErrors()).map(OAuth2Error::getErrorCode)
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
