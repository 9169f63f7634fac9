package io.doorstep.chat.socket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.doorstep.chat.admission.Rejection;
import io.doorstep.events.ChatMessage;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.Limits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the service sends to a client. */
sealed interface ServerFrame {

    @JsonProperty("type")
    String type();

    /**
     * @param lastSequence -1 where nothing has been said yet
     * @param connections of the session on this instance, this one included
     */
    record Connected(String type, String connectionId, String productId, String sessionId, Limits limits,
            long limitsRevision, long lastSequence, int connections) implements ServerFrame {
        Connected(String connectionId, String productId, String sessionId, Limits limits, long limitsRevision,
                long lastSequence, int connections) {
            this("connected", connectionId, productId, sessionId, limits, limitsRevision, lastSequence, connections);
        }
    }

    record Message(String type, long sequence, ChatMessage.Author author, String connectionId, String clientMessageId,
            String text, Instant time) implements ServerFrame {
        Message(io.doorstep.chat.conversation.Message said) {
            this("message", said.sequence(), said.author(), said.connectionId(), said.clientMessageId(), said.text(),
                    said.time());
        }
    }

    record Ack(String type, String clientMessageId, long sequence) implements ServerFrame {
        Ack(String clientMessageId, long sequence) {
            this("ack", clientMessageId, sequence);
        }
    }

    record History(String type, List<Message> messages, boolean complete) implements ServerFrame {
        History(List<Message> messages, boolean complete) {
            this("history", messages, complete);
        }
    }

    record Typing(String type, String connectionId) implements ServerFrame {
        Typing(String connectionId) {
            this("typing", connectionId);
        }
    }

    record Presence(String type, int connections) implements ServerFrame {
        Presence(int connections) {
            this("presence", connections);
        }
    }

    record GoAway(String type, long reconnectAfterMs) implements ServerFrame {
        GoAway(long reconnectAfterMs) {
            this("go_away", reconnectAfterMs);
        }
    }

    /** The one shape of every refusal. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refusal(String type, ErrorCode code, String message, @Nullable String scope, int limit, long windowMs,
            long retryAfterMs, boolean reconnect, @Nullable String clientMessageId) implements ServerFrame {
        Refusal(Rejection rejection, @Nullable String clientMessageId) {
            this("error", rejection.code(), rejection.message(), rejection.scope(), rejection.limit(),
                    rejection.windowMs(), rejection.retryAfterMs(), rejection.code().reconnect(), clientMessageId);
        }
    }
}
