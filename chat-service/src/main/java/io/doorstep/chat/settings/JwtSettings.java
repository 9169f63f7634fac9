package io.doorstep.chat.settings;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose JSON Web Tokens prove who a visitor is, by one of three ways; by none of them, no token is taken.
 *
 * @param issuerUri an OpenID provider, asked for its keys when the first token comes; its tokens must name it
 * @param jwkSetUri where the keys are
 * @param secret shared with whoever signs tokens (HS256), at least 32 bytes
 * @param audience that tokens must be for; empty = any
 */
public record JwtSettings(@DefaultValue("") String issuerUri, @DefaultValue("") String jwkSetUri,
        @DefaultValue("") String secret,
        @DefaultValue("") String audience) {
    private static final int SHORTEST_SECRET = 32;

    public JwtSettings {
        long ways = Stream.of(issuerUri, jwkSetUri, secret).filter(way -> !way.isBlank()).count();
        if (ways > 1) {
            throw new IllegalArgumentException(
                    "doorstep.jwt: only one of issuer-uri, jwk-set-uri and secret may be set, not " + ways);
        }
        if (ways == 0 && !audience.isBlank()) {
            throw new IllegalArgumentException(
                    "doorstep.jwt.audience does nothing unless one of issuer-uri, jwk-set-uri and secret is set");
        }
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (!secret.isBlank() && bytes < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "doorstep.jwt.secret must have at least " + SHORTEST_SECRET + " bytes, not " + bytes);
        }
        requireAddress("issuer-uri", issuerUri);
        requireAddress("jwk-set-uri", jwkSetUri);
    }

    private static void requireAddress(String name, String written) {
        if (!written.isBlank() && !written.matches("https?://[^\\s/]+.*")) {
            throw new IllegalArgumentException(
                    "doorstep.jwt." + name + ": '" + written + "' is not an address such as https://id.example");
        }
    }
}
