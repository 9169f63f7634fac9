package io.doorstep.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import inet.ipaddr.IPAddress;
import io.doorstep.analytics.api.commands.ClientNames;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keyed hashes that events have in place of addresses, as the chat service with the same secret makes them. */
final class KeyedNames implements ClientNames {
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    KeyedNames(String secret) {
        key = keyed(secret.getBytes(UTF_8)).doFinal("client-keys".getBytes(UTF_8));
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Makes the hashes of many, on one thread. */
    Mac mac() {
        return keyed(key);
    }

    static byte[] hash(Mac mac, IPAddress client) {
        return mac.doFinal(("ip:" + client.toCanonicalString()).getBytes(UTF_8));
    }

    @Override
    public String of(IPAddress client) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash(mac(), client));
    }
}
