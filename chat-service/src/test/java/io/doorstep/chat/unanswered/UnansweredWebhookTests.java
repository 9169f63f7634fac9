package io.doorstep.chat.unanswered;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.webhook.WebhookMessage;
import io.doorstep.events.ChatUnanswered;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnansweredWebhookTests {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    private static WebhookMessage message(String session, String instance, long first) {
        return UnansweredWebhook.message(
                new ChatUnanswered("11", session, instance, first, 1_700_000_000_000L, 2, null), AT);
    }

    @Test
    void theBody_hasTypeTimeAndEvent() {
        assertThat(message("s-1", "chat-1f00d", 17).body()).isEqualTo("""
                {"type":"io.doorstep.chat.unanswered.v1","timestamp":"2026-01-02T03:04:05.678Z",\
                "data":{"product_id":"11","session_id":"s-1","instance":"chat-1f00d","first_sequence":17,\
                "waiting_since_ms":1700000000000,"agents":2}}""");
    }

    @Test
    void theId_isThatOfTheWait_whoeverTellsOfIt() {
        String id = message("s-1", "chat-1f00d", 17).id();
        assertThat(id).matches("msg_[0-9a-f]{32}").isEqualTo(message("s-1", "chat-0ff1c", 17).id())
                .isNotEqualTo(message("s-1", "chat-1f00d", 18).id())
                .isNotEqualTo(message("s-2", "chat-1f00d", 17).id());
    }
}
