package io.doorstep.chat.socket.frame;

import io.doorstep.events.json.DoorstepJson;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a client sends. */
public sealed interface ClientFrame {
    int MAX_TEXT = 4000;
    int MAX_MESSAGE_ID = 64;

    record Message(String clientMessageId, String text) implements ClientFrame {}

    record Typing() implements ClientFrame {}

    /** @param after the last sequence the client has; -1 for none */
    record Resume(long after) implements ClientFrame {}

    /** Asks for a {@code pong}: a browser shows its pages no pings of the transport. */
    record Ping() implements ClientFrame {}

    /**
     * Not a frame of the protocol.
     *
     * @param why in words, for the developer of the client
     * @param clientMessageId the message it was about; empty where none can be told
     */
    record Invalid(String why, Optional<String> clientMessageId) implements ClientFrame {}

    static ClientFrame parse(String text) {
        try {
            JsonNode frame = DoorstepJson.mapper().readTree(text);
            return switch (frame.path("type").stringValue("")) {
                case "message" -> message(frame);
                case "typing" -> new Typing();
                case "resume" -> resume(frame);
                case "ping" -> new Ping();
                case "" -> invalid("A frame is a JSON object with a type");
                default -> invalid("The type must be message, typing, resume or ping");
            };
        } catch (JacksonException _) {
            return invalid("The frame is not JSON");
        }
    }

    static ClientFrame message(JsonNode frame) {
        String id = frame.path("client_message_id").stringValue("");
        if (id.isEmpty() || id.length() > MAX_MESSAGE_ID || !isUnicode(id)) {
            return invalid("A message needs a client_message_id of 1 to " + MAX_MESSAGE_ID + " characters");
        }
        String text = frame.path("text").stringValue("");
        if (BlankText.isBlank(text)) {
            return new Invalid("A message needs a text", Optional.of(id));
        }
        if (!isUnicode(text)) {
            return new Invalid("A text is Unicode, without halves of surrogate pairs", Optional.of(id));
        }
        return text.codePointCount(0, text.length()) > MAX_TEXT
                ? new Invalid("A text has at most " + MAX_TEXT + " characters", Optional.of(id))
                : new Message(id, text);
    }

    private static boolean isUnicode(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static ClientFrame resume(JsonNode frame) {
        JsonNode after = frame.path("after");
        return after.isIntegralNumber() && after.canConvertToLong()
                ? new Resume(after.longValue())
                : invalid("A resume needs the sequence after which to resume, or -1");
    }

    private static Invalid invalid(String why) {
        return new Invalid(why, Optional.empty());
    }
}
