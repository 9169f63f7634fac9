package io.doorstep.chat.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs and redeems passes: the right to one more socket in place of one whose instance stops. A pass is four bytes of
 * expiry (seconds since the epoch, unsigned), eight random ones, and the first 16 bytes of an HMAC-SHA-256 over them, the
 * client, the product and the session, in base64url. Each instance redeems a pass once.
 */
public final class HandoverPasses {
    private static final int RANDOM = 8;
    private static final int BODY = 4 + RANDOM;
    private static final int MAC = 16;

    private final Signature signing;
    private final List<Signature> reading;
    private final SecureRandom random = new SecureRandom();
    /** When those that were redeemed expire, by pass. */
    private final Map<String, Long> redeemed = new ConcurrentHashMap<>();
    private final AtomicLong cleared = new AtomicLong();

    /** @param previousSecrets of instances that may not have been restarted yet */
    public HandoverPasses(String secret, List<String> previousSecrets) {
        this.signing = ofSecret(secret);
        this.reading = Stream.concat(Stream.of(signing), previousSecrets.stream().map(HandoverPasses::ofSecret))
                .toList();
    }

    private static Signature ofSecret(String secret) {
        return Signature.derivedFrom(secret, "handover-passes");
    }

    /** Whose socket in which conversation is to be replaced. */
    public record Bearer(ClientKey client, String productId, String sessionId) {
        private byte[] bytes() {
            return (client.value() + '\n' + productId + '\n' + sessionId).getBytes(UTF_8);
        }
    }

    public String issue(Bearer bearer, Instant expiresAt) {
        byte[] nonce = new byte[RANDOM];
        random.nextBytes(nonce);
        byte[] body = ByteBuffer.allocate(BODY).putInt((int) expiresAt.getEpochSecond()).put(nonce).array();
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(BODY + MAC).put(body).put(mac(signing, body, bearer)).array());
    }

    /** Whether the pass is this bearer's, in its time, and has not been redeemed here. */
    public boolean isGood(@Nullable String pass, Bearer bearer, Instant now) {
        return pass != null && !redeemed.containsKey(pass) && expiry(pass, bearer) > now.getEpochSecond();
    }

    /** Whether the pass was good; from now on it is not. */
    public boolean redeem(@Nullable String pass, Bearer bearer, Instant now) {
        if (pass == null || !isGood(pass, bearer, now)) {
            return false;
        }
        long second = now.getEpochSecond();
        if (cleared.getAndSet(second) != second) {
            redeemed.values().removeIf(expiry -> expiry <= second);
        }
        return redeemed.putIfAbsent(pass, expiry(pass, bearer)) == null;
    }

    /** In seconds since the epoch; 0 for a pass of somebody else, or none at all. */
    private long expiry(String pass, Bearer bearer) {
        byte[] bytes = bytes(pass);
        if (bytes.length != BODY + MAC) {
            return 0;
        }
        byte[] body = Arrays.copyOf(bytes, BODY);
        byte[] mac = Arrays.copyOfRange(bytes, BODY, BODY + MAC);
        return reading.stream().anyMatch(key -> MessageDigest.isEqual(mac, mac(key, body, bearer)))
                ? Integer.toUnsignedLong(ByteBuffer.wrap(body).getInt())
                : 0;
    }

    private static byte[] mac(Signature key, byte[] body, Bearer bearer) {
        return Arrays.copyOf(key.sign(body, bearer.bytes()), MAC);
    }

    private static byte[] bytes(String pass) {
        try {
            return Base64.getUrlDecoder().decode(pass);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
