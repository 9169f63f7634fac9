package io.doorstep.chat.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 under a key of its own purpose, so that one secret can serve several without their mixing. */
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prototype;

    private Signature(byte[] key) {
        try {
            this.prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    public static Signature derivedFrom(String secret, String purpose) {
        return new Signature(new Signature(secret.getBytes(UTF_8)).sign(purpose.getBytes(UTF_8)));
    }

    public byte[] sign(byte[]... parts) {
        try {
            Mac mac = (Mac) prototype.clone();
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's " + ALGORITHM + " can be cloned", e);
        }
    }
}
