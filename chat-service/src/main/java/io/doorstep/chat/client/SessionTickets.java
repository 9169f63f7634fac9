package io.doorstep.chat.client;

import io.doorstep.events.Tier;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs session ids and reads them back. A ticket is {@code t2.} and 45 bytes in base64url: 63 characters that are a
 * well-formed session id. Those that begin with {@code t1.}, of 43 characters, are read until they have expired.
 */
public final class SessionTickets {
    private static final String PREFIX = "t2.";
    private static final String FIRST_PREFIX = "t1.";
    private static final TicketReading NO_TICKET = new TicketReading.NoTicket();
    private static final TicketReading FORGED = new TicketReading.Forged();

    private final TicketKey signing;
    private final List<TicketKey> reading;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param secret signs
     * @param previousSecrets have signed tickets that are still out in the world; they are tried one after the other, since
     *     there are few and a ticket has no bytes to spare for saying which
     */
    public SessionTickets(String secret, List<String> previousSecrets) {
        this.signing = new TicketKey(secret);
        this.reading = Stream.concat(Stream.of(signing), previousSecrets.stream().map(TicketKey::new)).toList();
    }

    /** @param subject whom the bearer has proved to be; the ticket carries a keyed hash of it; absent: anybody */
    public String issue(String productId, Tier tier, Instant expiresAt, @Nullable String subject) {
        byte[] nonce = new byte[TicketKey.RANDOM];
        random.nextBytes(nonce);
        byte[] ticket = signing.sign(productId, TicketCodes.code(tier), expiresAt, subject, nonce);
        return PREFIX + Base64.getUrlEncoder().encodeToString(ticket);
    }

    /** What a bearer of tickets of this subject is counted by. */
    public ClientKey keyOf(String subject) {
        return signing.keyOf(subject);
    }

    public TicketReading read(String productId, String sessionId, Instant now) {
        if (sessionId.startsWith(PREFIX)) {
            byte[] ticket = bytes(sessionId, TicketKey.LENGTH);
            return ticket == null ? FORGED : firstAnswer(key -> key.read(productId, ticket, now));
        }
        if (sessionId.startsWith(FIRST_PREFIX)) {
            byte[] ticket = bytes(sessionId, TicketKey.FIRST_LENGTH);
            return ticket == null ? FORGED : firstAnswer(key -> key.readFirst(productId, ticket, now));
        }
        return NO_TICKET;
    }

    private TicketReading firstAnswer(Reader reader) {
        for (TicketKey key : reading) {
            TicketReading answer = reader.read(key);
            if (answer != null) {
                return answer;
            }
        }
        return FORGED;
    }

    private static byte @Nullable [] bytes(String sessionId, int length) {
        try {
            byte[] ticket = Base64.getUrlDecoder().decode(sessionId.substring(PREFIX.length()));
            return ticket.length == length ? ticket : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @FunctionalInterface
    private interface Reader {

        @Nullable
        TicketReading read(TicketKey key);
    }
}
