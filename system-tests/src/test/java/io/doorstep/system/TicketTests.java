package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.client.SessionTickets;
import io.doorstep.events.Tier;
import io.doorstep.testing.service.RunningChat;
import io.doorstep.testing.socket.Visitor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Session ids that this service signed, and those that only look so, at a real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketTests {
    private static final String OLD = "old".repeat(11);
    private static final String NEW = "new".repeat(11);

    private final RunningChat chat = RunningChat.with("doorstep.secret=" + NEW, "doorstep.previous-secrets=" + OLD,
            "doorstep.limits.connection-rate.limit=1000", "doorstep.pool.max-per-client=5");

    @AfterAll
    void close() {
        chat.close();
    }

    private static Instant inAnHour() {
        return Instant.now().plusSeconds(3600);
    }

    private static String ticket(String secret, String productId, Instant expiresAt, @Nullable String subject) {
        return new SessionTickets(secret, List.of()).issue(productId,
                subject == null ? Tier.ANONYMOUS : Tier.AUTHENTICATED, expiresAt, subject);
    }

    private void assertRefused(String productId, String sessionId, String code) {
        Visitor refused = Visitor.connect(chat.socket(productId, sessionId));
        assertThat(refused.frame(0).path("code").stringValue()).isEqualTo(code);
        assertThat(refused.frame(0).path("reconnect").booleanValue()).isFalse();
        assertThat(refused.closed()).isEqualTo(new Visitor.Closed(1008, code));
    }

    private void assertAdmitted(String sessionId) {
        try (Visitor visitor = Visitor.connect(chat.socket("11", sessionId))) {
            assertThat(visitor.frame(0).path("type").stringValue()).isEqualTo("connected");
        }
    }

    @Test
    void forgedAndDamagedTickets_areToldSo() {
        assertRefused("11", ticket("evil", "11", inAnHour(), null), "INVALID_SESSION_ID");
        String damaged = ticket(NEW, "11", inAnHour(), null);
        assertRefused("11", damaged.substring(0, 40), "INVALID_SESSION_ID");
        assertRefused("11", "t2.anything", "INVALID_SESSION_ID");
        assertRefused("11", "t1.anything", "INVALID_SESSION_ID");
    }

    @Test
    void expiredTickets_areToldSo() {
        assertRefused("11", ticket(NEW, "11", Instant.now().minusSeconds(1), null), "SESSION_EXPIRED");
    }

    @Test
    void ticketsForAnotherProduct_areToldSo_andMalformedProductsBefore() {
        assertRefused("12", ticket(NEW, "11", inAnHour(), null), "SESSION_FOR_OTHER_PRODUCT");
        assertRefused("1%201", ticket(NEW, "11", inAnHour(), null), "INVALID_PRODUCT_ID");
    }

    @Test
    void ticketsOfAPreviousSecret_areStillRead_andAnyOtherIdIsWelcome() {
        assertAdmitted(ticket(NEW, "11", inAnHour(), null));
        assertAdmitted(ticket(OLD, "11", inAnHour(), null));
        assertAdmitted("any-other.id");
    }

    @Test
    void aSubjectIsOneClient_whateverItsAddressAndSession() {
        for (int i = 0; i < 5; i++) {
            Visitor.decided(chat.socket("11", ticket(NEW, "11", inAnHour(), "alice")));
        }
        try (Visitor sixth = Visitor.connectFrom("127.0.0.9",
                chat.socket("11", ticket(NEW, "11", inAnHour(), "alice")));
                Visitor neighbour = Visitor.connect(chat.socket("11", ticket(NEW, "11", inAnHour(), "bob")))) {
            assertThat(sixth.frame(0).path("code").stringValue()).isEqualTo("CONNECTION_LIMIT_EXCEEDED");
            assertThat(neighbour.frame(0).path("type").stringValue()).isEqualTo("connected");
        }
    }
}
