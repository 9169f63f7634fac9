package io.doorstep.support.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a secret must be: what it signs can be checked at home, as often as one likes. */
public final class Secrets {
    public static final int SHORTEST = 32;

    private Secrets() {}

    /** @param secret none is another mistake, which others look for */
    public static void require(String setting, @Nullable String secret) {
        if (secret == null || secret.isBlank()) {
            return;
        }
        int length = secret.codePointCount(0, secret.length());
        if (length < SHORTEST) {
            throw new IllegalArgumentException(
                    setting + " must have at least " + SHORTEST + " characters, not " + length
                            + ": write a random one, such as what 'openssl rand -hex 32' prints");
        }
    }

    public static void require(String setting, List<String> secrets) {
        for (int i = 0; i < secrets.size(); i++) {
            require(setting + "[" + i + "]", secrets.get(i));
        }
    }
}
