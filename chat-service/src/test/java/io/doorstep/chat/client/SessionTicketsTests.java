package io.doorstep.chat.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Tier;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTicketsTests {
    private static final Instant EXPIRY = Instant.ofEpochSecond(4_000_000_000L);
    private static final Instant BEFORE = EXPIRY.minusSeconds(1);
    private static final TicketReading FORGED = new TicketReading.Forged();
    private static final TicketReading NO_TICKET = new TicketReading.NoTicket();

    private final SessionTickets tickets = new SessionTickets("secret", List.of());

    @ParameterizedTest
    @EnumSource
    void read_isWhatWasIssued(Tier tier) {
        String id = tickets.issue("11", tier, EXPIRY, null);
        assertThat(id).matches("t2\\.[A-Za-z0-9_-]{60}");
        assertThat(tickets.read("11", id, BEFORE)).isEqualTo(genuine(tier, null));
    }

    @Test
    void read_namesTheSubjectByAKeyedHash_whenTheBearerHasProvedOne() {
        String id = tickets.issue("11", Tier.AUTHENTICATED, EXPIRY, "alice@shop.example");
        ClientKey alice = tickets.keyOf("alice@shop.example");
        assertThat(tickets.read("11", id, BEFORE)).isEqualTo(genuine(Tier.AUTHENTICATED, alice));
        assertThat(alice.value()).matches("sub:[A-Za-z0-9_-]{12}");
        assertThat(tickets.keyOf("bob@shop.example")).isNotEqualTo(alice);
        assertThat(new SessionTickets("other", List.of()).keyOf("alice@shop.example")).isNotEqualTo(alice);
    }

    @Test
    void read_saysWhatIsWrong() {
        String id = tickets.issue("11", Tier.RETURNING, EXPIRY, "alice");
        assertThat(tickets.read("11", id, EXPIRY)).isEqualTo(new TicketReading.Expired());
        assertThat(tickets.read("12", id, BEFORE)).isEqualTo(new TicketReading.ForOtherProduct());
        assertThat(tickets.read("12", id, EXPIRY)).isEqualTo(new TicketReading.ForOtherProduct());
        assertThat(new SessionTickets("other", List.of()).read("11", id, BEFORE)).isEqualTo(FORGED);
        assertThat(new SessionTickets("other", List.of()).read("12", id, EXPIRY)).isEqualTo(FORGED);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # prefix, what is behind it
            t2.     , ''
            t2.     , %%%
            t2.     , AAAA
            t2.     , AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            t2.     , AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            t1.     , ''
            t1.     , AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            t1.     , AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            """)
    void read_isForged_whenItLooksLikeATicketAndIsNone(String prefix, String rest) {
        assertThat(tickets.read("11", prefix + rest, BEFORE)).isEqualTo(FORGED);
    }

    @ParameterizedTest
    @CsvSource({"any-id", "t2", "t3.abc", "T2.abc", "x.t2.abc"})
    void read_isNoTicket_whenItDoesNotLookLikeOne(String id) {
        assertThat(tickets.read("11", id, BEFORE)).isEqualTo(NO_TICKET);
    }

    @Test
    void read_isForged_whenAnyBitIsAnother() {
        String id = tickets.issue("11", Tier.AUTHENTICATED, EXPIRY, "alice");
        byte[] ticket = Base64.getUrlDecoder().decode(id.substring(3));
        for (int bit = 0; bit < ticket.length * 8; bit++) {
            byte[] damaged = ticket.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            String changed = "t2." + Base64.getUrlEncoder().encodeToString(damaged);
            assertThat(tickets.read("11", changed, BEFORE)).as("bit %s", bit).isEqualTo(FORGED);
        }
    }

    @Test
    void read_isForged_whenAnyCharacterIsLostAddedOrAnother() {
        String id = tickets.issue("11", Tier.ANONYMOUS, EXPIRY, null);
        Random random = new Random(1);
        for (int i = 3; i < id.length(); i++) {
            char other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.".charAt(random.nextInt(65));
            String before = id.substring(0, i);
            String after = id.substring(i + 1);
            assertThat(tickets.read("11", before + after, BEFORE)).isEqualTo(FORGED);
            assertThat(tickets.read("11", before + other + id.substring(i), BEFORE)).isEqualTo(FORGED);
            if (other != id.charAt(i)) {
                assertThat(tickets.read("11", before + other + after, BEFORE)).isEqualTo(FORGED);
            }
        }
    }

    @Test
    void read_knowsTicketsOfPreviousSecrets_andSignsWithTheFirst() {
        String old = tickets.issue("11", Tier.AUTHENTICATED, EXPIRY, "alice");
        SessionTickets rotated = new SessionTickets("new", List.of("between", "secret"));
        assertThat(rotated.read("11", old, BEFORE)).isEqualTo(tickets.read("11", old, BEFORE));
        assertThat(rotated.read("11", old, EXPIRY)).isEqualTo(new TicketReading.Expired());
        assertThat(rotated.read("12", old, BEFORE)).isEqualTo(new TicketReading.ForOtherProduct());
        String fresh = rotated.issue("11", Tier.ANONYMOUS, EXPIRY, null);
        assertThat(tickets.read("11", fresh, BEFORE)).isEqualTo(FORGED);
        assertThat(new SessionTickets("new", List.of()).read("11", fresh, BEFORE))
                .isEqualTo(genuine(Tier.ANONYMOUS, null));
        assertThat(new SessionTickets("new", List.of()).read("11", old, BEFORE)).isEqualTo(FORGED);
    }

    @Test
    void read_knowsTicketsOfTheFirstVersion_untilTheyExpire() {
        String first = firstVersion("secret", "11", (byte) 2);
        assertThat(tickets.read("11", first, BEFORE)).isEqualTo(genuine(Tier.RETURNING, null));
        assertThat(new SessionTickets("new", List.of("secret")).read("11", first, BEFORE))
                .isEqualTo(genuine(Tier.RETURNING, null));
        assertThat(tickets.read("11", first, EXPIRY)).isEqualTo(new TicketReading.Expired());
        assertThat(tickets.read("12", first, BEFORE)).isEqualTo(FORGED);
    }

    @Test
    void read_isForged_whenATicketIsPassedOffAsOneOfTheOtherVersion() {
        String first = firstVersion("secret", "11", (byte) 0);
        String second = tickets.issue("11", Tier.ANONYMOUS, EXPIRY, null);
        assertThat(tickets.read("11", "t2" + first.substring(2), BEFORE)).isEqualTo(FORGED);
        assertThat(tickets.read("11", "t1" + second.substring(2), BEFORE)).isEqualTo(FORGED);
    }

    @Test
    void issue_neverGivesTheSameIdTwice() {
        assertThat(tickets.issue("11", Tier.ANONYMOUS, EXPIRY, null))
                .isNotEqualTo(tickets.issue("11", Tier.ANONYMOUS, EXPIRY, null));
    }

    private static TicketReading genuine(Tier tier, @Nullable ClientKey subject) {
        return new TicketReading.Genuine(new SessionTicket(tier, EXPIRY, subject));
    }

    private static String firstVersion(String secret, String productId, byte tier) {
        byte[] body = ByteBuffer.allocate(14).put(tier).putInt((int) EXPIRY.getEpochSecond()).put(new byte[9]).array();
        byte[] mac = Signature.derivedFrom(secret, "session-tickets").sign(body,
                productId.getBytes(UTF_8));
        byte[] ticket = ByteBuffer.allocate(30).put(body).put(Arrays.copyOf(mac, 16)).array();
        return "t1." + Base64.getUrlEncoder().encodeToString(ticket);
    }
}
