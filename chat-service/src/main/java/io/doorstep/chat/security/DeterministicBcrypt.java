package io.doorstep.chat.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.chat.client.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * The bcrypt hash of a password that is configured in the clear: the same on all instances, so that a sign-in at one of
 * them holds at the others.
 */
final class DeterministicBcrypt {
    private static final int SALT_BYTES = 16;

    private DeterministicBcrypt() {}

    static String of(String password, String secret) {
        byte[] salt = Arrays.copyOf(
                Signature.derivedFrom(secret, "operator-salt").sign(password.getBytes(UTF_8)), SALT_BYTES);
        String written = Base64.getEncoder().withoutPadding().encodeToString(salt).replace('+', '.');
        return BCrypt.hashpw(password, "$2a$10$" + written);
    }
}
