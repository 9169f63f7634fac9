package io.doorstep.support.security;

import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's password: the one of the settings, or a random one that the start prints. */
public final class OperatorPassword {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorPassword.class);
    private static final int RANDOM_BYTES = 15;

    private OperatorPassword() {}

    /** @param configured blank for a random one */
    public static String of(String configured) {
        if (!configured.isBlank()) {
            return configured;
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        LOG.info("The operator's password is {} (DOORSTEP_OPERATOR_PASSWORD sets it)", password);
        return password;
    }
}
