package io.doorstep.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.events.Tier;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTicketsTests {
    private static final Instant EXPIRY = Instant.ofEpochSecond(4_000_000_000L);
    private static final Instant BEFORE = EXPIRY.minusSeconds(1);

    private final SessionTickets tickets = new SessionTickets("secret");

    @ParameterizedTest
    @EnumSource
    void read_returnsWhatWasIssued(Tier tier) {
        SessionTicket ticket = new SessionTicket(tier, EXPIRY);
        String id = tickets.issue("11", ticket);
        assertThat(id).matches("[A-Za-z0-9._-]{1,64}");
        assertThat(tickets.read("11", id, BEFORE)).contains(ticket);
    }

    @Test
    void read_isEmpty_whenExpiredForgedOrForAnotherProduct() {
        String id = tickets.issue("11", new SessionTicket(Tier.RETURNING, EXPIRY));
        assertThat(tickets.read("11", id, EXPIRY)).isEmpty();
        assertThat(tickets.read("12", id, BEFORE)).isEmpty();
        assertThat(new SessionTickets("other").read("11", id, BEFORE)).isEmpty();
        for (int i = 3; i < id.length(); i++) {
            char changed = id.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tickets.read("11", id.substring(0, i) + changed + id.substring(i + 1), BEFORE)).isEmpty();
        }
        assertThat(tickets.read("11", "t1.%%%", BEFORE)).isEmpty();
        assertThat(tickets.read("11", "any-id", BEFORE)).isEmpty();
    }

    @Test
    void issue_neverGivesTheSameIdTwice() {
        SessionTicket ticket = new SessionTicket(Tier.ANONYMOUS, EXPIRY);
        assertThat(tickets.issue("11", ticket)).isNotEqualTo(tickets.issue("11", ticket));
    }
}
