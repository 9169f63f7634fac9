package io.doorstep.chat.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doorstep.events.Tier;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Signs session ids and reads them back. A ticket is {@code t1.} and, in base64url, one byte of tier, four of expiry
 * (seconds since the epoch, unsigned), nine random ones and the first 16 bytes of an HMAC-SHA-256 over them and the
 * product id: 43 characters that are a well-formed session id.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104#section-5">RFC 2104, section 5, on truncated HMACs</a>
 */
public final class SessionTickets {
    private static final String PREFIX = "t1.";
    private static final int CLAIMS = 1 + 4;
    private static final int BODY = CLAIMS + 9;
    private static final int MAC = 16;

    private final Signature signature;
    private final SecureRandom random = new SecureRandom();

    public SessionTickets(String secret) {
        this.signature = Signature.derivedFrom(secret, "session-tickets");
    }

    public String issue(String productId, SessionTicket ticket) {
        byte[] body = new byte[BODY];
        random.nextBytes(body);
        ByteBuffer.wrap(body).put(code(ticket.tier())).putInt((int) ticket.expiresAt().getEpochSecond());
        byte[] signed = Arrays.copyOf(body, BODY + MAC);
        System.arraycopy(mac(productId, body), 0, signed, BODY, MAC);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** Empty where the id is not a ticket, is forged, is for another product, or has expired. */
    public Optional<SessionTicket> read(String productId, String sessionId, Instant now) {
        return signedPart(sessionId).filter(signed -> isGenuine(productId, signed)).map(SessionTickets::ticket)
                .filter(ticket -> ticket.expiresAt().isAfter(now));
    }

    private static Optional<byte[]> signedPart(String sessionId) {
        if (!sessionId.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] signed = Base64.getUrlDecoder().decode(sessionId.substring(PREFIX.length()));
            return signed.length == BODY + MAC ? Optional.of(signed) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private boolean isGenuine(String productId, byte[] signed) {
        return MessageDigest.isEqual(mac(productId, Arrays.copyOf(signed, BODY)),
                Arrays.copyOfRange(signed, BODY, BODY + MAC));
    }

    private static SessionTicket ticket(byte[] signed) {
        ByteBuffer claims = ByteBuffer.wrap(signed, 0, CLAIMS);
        Tier tier = tier(claims.get());
        return new SessionTicket(tier, Instant.ofEpochSecond(Integer.toUnsignedLong(claims.getInt())));
    }

    /** Written into tickets that are out in the world: a code never changes its meaning. */
    private static byte code(Tier tier) {
        return switch (tier) {
            case ANONYMOUS -> 0;
            case AUTHENTICATED -> 1;
            case RETURNING -> 2;
            case AGENT -> 3;
        };
    }

    private static Tier tier(byte code) {
        return switch (code) {
            case 1 -> Tier.AUTHENTICATED;
            case 2 -> Tier.RETURNING;
            case 3 -> Tier.AGENT;
            default -> Tier.ANONYMOUS;
        };
    }

    private byte[] mac(String productId, byte[] body) {
        return Arrays.copyOf(signature.sign(body, productId.getBytes(UTF_8)), MAC);
    }
}
