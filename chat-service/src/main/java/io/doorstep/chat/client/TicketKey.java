package io.doorstep.chat.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What one secret signs and recognises. A ticket is one byte of tier, four of expiry (seconds since the epoch,
 * unsigned), six of a keyed hash of the product id, nine of one of the subject (zeros: none), nine random ones, and the
 * first 16 bytes of an HMAC-SHA-256 over them. Those of the first version have neither hash: fourteen bytes, and the
 * product id is under the HMAC instead.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104#section-5">RFC 2104, section 5, on truncated HMACs</a>
 */
final class TicketKey {
    private static final int MAC = 16;
    private static final int CLAIMS = 1 + 4;
    private static final int PRODUCT = 6;
    private static final int SUBJECT = 9;
    static final int RANDOM = 9;
    private static final int BODY = CLAIMS + PRODUCT + SUBJECT + RANDOM;
    private static final int FIRST_BODY = CLAIMS + RANDOM;
    private static final byte[] NOBODY = new byte[SUBJECT];

    static final int LENGTH = BODY + MAC;
    static final int FIRST_LENGTH = FIRST_BODY + MAC;

    private final Signature tickets;
    private final Signature firstTickets;
    private final Signature products;
    private final Signature subjects;

    TicketKey(String secret) {
        this.tickets = Signature.derivedFrom(secret, "session-tickets-2");
        this.firstTickets = Signature.derivedFrom(secret, "session-tickets");
        this.products = Signature.derivedFrom(secret, "session-products");
        this.subjects = Signature.derivedFrom(secret, "session-subjects");
    }

    /** @param random {@value #RANDOM} bytes that make the ticket one of its own */
    byte[] sign(String productId, byte tier, Instant expiresAt, @Nullable String subject, byte[] random) {
        ByteBuffer ticket = ByteBuffer.allocate(LENGTH).put(tier).putInt((int) expiresAt.getEpochSecond())
                .put(productHash(productId)).put(subject == null ? NOBODY : subjectHash(subject)).put(random);
        return ticket.put(mac(ticket.array())).array();
    }

    /** @return null where another secret, or nobody, has signed it */
    @Nullable
    TicketReading read(String productId, byte[] ticket, Instant now) {
        if (!MessageDigest.isEqual(mac(ticket), Arrays.copyOfRange(ticket, BODY, LENGTH))) {
            return null;
        }
        byte[] product = Arrays.copyOfRange(ticket, CLAIMS, CLAIMS + PRODUCT);
        return MessageDigest.isEqual(product, productHash(productId))
                ? inItsTime(claims(ticket, subjectOf(ticket)), now)
                : new TicketReading.ForOtherProduct();
    }

    /** Reads one of the first version, which cannot tell another product from a forgery. */
    @Nullable
    TicketReading readFirst(String productId, byte[] ticket, Instant now) {
        byte[] mac = Arrays.copyOf(
                firstTickets.sign(Arrays.copyOf(ticket, FIRST_BODY), productId.getBytes(UTF_8)), MAC);
        return MessageDigest.isEqual(mac, Arrays.copyOfRange(ticket, FIRST_BODY, FIRST_LENGTH))
                ? inItsTime(claims(ticket, null), now)
                : null;
    }

    ClientKey keyOf(String subject) {
        return key(subjectHash(subject));
    }

    private static @Nullable ClientKey subjectOf(byte[] ticket) {
        byte[] subject = Arrays.copyOfRange(ticket, CLAIMS + PRODUCT, CLAIMS + PRODUCT + SUBJECT);
        return Arrays.equals(subject, NOBODY) ? null : key(subject);
    }

    private static ClientKey key(byte[] subjectHash) {
        return ClientKey.ofSubject(Base64.getUrlEncoder().encodeToString(subjectHash));
    }

    private static SessionTicket claims(byte[] ticket, @Nullable ClientKey subject) {
        ByteBuffer claims = ByteBuffer.wrap(ticket, 0, CLAIMS);
        return new SessionTicket(TicketCodes.tier(claims.get()),
                Instant.ofEpochSecond(Integer.toUnsignedLong(claims.getInt())), subject);
    }

    private static TicketReading inItsTime(SessionTicket ticket, Instant now) {
        return ticket.expiresAt().isAfter(now) ? new TicketReading.Genuine(ticket) : new TicketReading.Expired();
    }

    private byte[] mac(byte[] ticket) {
        return Arrays.copyOf(tickets.sign(Arrays.copyOf(ticket, BODY)), MAC);
    }

    private byte[] productHash(String productId) {
        return Arrays.copyOf(products.sign(productId.getBytes(UTF_8)), PRODUCT);
    }

    private byte[] subjectHash(String subject) {
        return Arrays.copyOf(subjects.sign(subject.getBytes(UTF_8)), SUBJECT);
    }
}
