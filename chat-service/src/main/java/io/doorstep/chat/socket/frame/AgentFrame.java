package io.doorstep.chat.socket.frame;

import io.doorstep.chat.conversation.ConversationKey;
import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.events.json.DoorstepJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an agent's page sends. */
public sealed interface AgentFrame {

    /** Looks at this conversation from now on. */
    record Open(ConversationKey key) implements AgentFrame {}

    /** Looks at none. */
    record Leave() implements AgentFrame {}

    record Message(ConversationKey key, String clientMessageId, String text) implements AgentFrame {}

    record Typing(ConversationKey key) implements AgentFrame {}

    /** @param upTo the last sequence the agent has seen */
    record Read(ConversationKey key, long upTo) implements AgentFrame {}

    /** @param agent whose it is from now on; null for nobody's */
    record Assign(ConversationKey key, @Nullable String agent) implements AgentFrame {}

    /** Asks how well the visitor is known, and what is left of its limits. */
    record Client(ConversationKey key) implements AgentFrame {}

    record Close(ConversationKey key) implements AgentFrame {}

    /** Asks for a {@code pong}. */
    record Ping() implements AgentFrame {}

    record Invalid(ClientFrame.Invalid why) implements AgentFrame {}

    static AgentFrame parse(String text) {
        JsonNode frame;
        try {
            frame = DoorstepJson.mapper().readTree(text);
        } catch (JacksonException _) {
            return invalid(Rejections.NOT_JSON);
        }
        String type = frame.path("type").stringValue("");
        if (type.equals("leave")) {
            return new Leave();
        }
        if (type.equals("ping")) {
            return new Ping();
        }
        String productId = frame.path("product_id").stringValue("");
        String sessionId = frame.path("session_id").stringValue("");
        if (productId.isEmpty() || sessionId.isEmpty()) {
            return invalid(Rejections.NO_CONVERSATION);
        }
        ConversationKey key = new ConversationKey(productId, sessionId);
        return switch (type) {
            case "open" -> new Open(key);
            case "message" -> switch (ClientFrame.message(frame)) {
                case ClientFrame.Message(String id, String said) -> new Message(key, id, said);
                case ClientFrame.Invalid why -> new Invalid(why);
            };
            case "typing" -> new Typing(key);
            case "read" -> frame.path("up_to").canConvertToLong()
                    ? new Read(key, frame.path("up_to").longValue(-1))
                    : invalid(Rejections.READ_UP_TO_NOTHING);
            case "assign" -> new Assign(key, frame.path("to").stringValue(null));
            case "client" -> new Client(key);
            case "close" -> new Close(key);
            default -> invalid(Rejections.TYPE_OF_AGENT);
        };
    }

    private static AgentFrame invalid(Rejection why) {
        return new Invalid(new ClientFrame.Invalid(why, Optional.empty()));
    }
}
