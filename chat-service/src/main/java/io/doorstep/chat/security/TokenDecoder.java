package io.doorstep.chat.security;

import io.doorstep.chat.settings.JwtSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Verifies tokens with the keys of whom the settings name. Keys are fetched when a token comes, not at the start: an
 * identity provider that is down keeps nobody out but those who come with a token.
 */
final class TokenDecoder implements JwtDecoder {
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(3).toMillis();
    /** Those with a public key: a shared secret is never taken from a key set. */
    private static final Set<SignatureAlgorithm> WITH_PUBLIC_KEYS = Set.of(SignatureAlgorithm.values());

    private final JwtDecoder decoder;

    private TokenDecoder(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    static JwtDecoder of(JwtSettings settings, InstantSource clock) {
        if (!settings.secret().isBlank()) {
            var key = new SecretKeySpec(settings.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
            return checked(NimbusJwtDecoder.withSecretKey(key).build(), settings, null, clock);
        }
        if (!settings.jwkSetUri().isBlank()) {
            return checked(fetching(NimbusJwtDecoder.withJwkSetUri(settings.jwkSetUri())), settings, null, clock);
        }
        if (!settings.issuerUri().isBlank()) {
            String issuer = settings.issuerUri();
            Supplier<JwtDecoder> whenNeeded = () -> checked(fetching(NimbusJwtDecoder.withIssuerLocation(issuer)),
                    settings, issuer, clock);
            return new TokenDecoder(new SupplierJwtDecoder(whenNeeded));
        }
        return _ -> {
            throw new BadJwtException("This service takes no tokens");
        };
    }

    private static NimbusJwtDecoder fetching(NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder builder) {
        var requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(PATIENCE_MS);
        requests.setReadTimeout(PATIENCE_MS);
        return builder.restOperations(new RestTemplate(requests))
                .jwsAlgorithms(algorithms -> algorithms.addAll(WITH_PUBLIC_KEYS)).build();
    }

    private static JwtDecoder checked(NimbusJwtDecoder decoder, JwtSettings settings,
            @Nullable String issuer, InstantSource clock) {
        decoder.setJwtValidator(new TokenChecks(issuer, settings.audience(), clock));
        return decoder;
    }

    /** A provider that cannot be asked is no fault of the token. */
    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (JwtDecoderInitializationException e) {
            throw new JwtException("The identity provider cannot be asked", e);
        }
    }
}
