package io.doorstep.chat.socket.frame;

import io.doorstep.chat.rejection.Rejection;
import io.doorstep.chat.rejection.Rejections;
import io.doorstep.events.json.DoorstepJson;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a client sends. */
public sealed interface ClientFrame {
    int MAX_TEXT = 4000;
    int MAX_MESSAGE_ID = 64;
    int MAX_PRODUCT_NAME = 200;
    Pattern ADDRESS = Pattern.compile("https?://[!-~]{1,1000}");

    /** What a frame of the type {@code message} is. */
    sealed interface OfMessage extends ClientFrame permits Message, Invalid {}

    record Message(String clientMessageId, String text) implements OfMessage {}

    record Typing() implements ClientFrame {}

    /** @param after the last sequence the client has; -1 for none */
    record Resume(long after) implements ClientFrame {}

    /** What the page tells of itself, where it does. */
    record Page(@Nullable String productName, @Nullable String address) implements ClientFrame {}

    /** Asks for a {@code pong}: a browser shows its pages no pings of the transport. */
    record Ping() implements ClientFrame {}

    /**
     * Not a frame of the protocol.
     *
     * @param clientMessageId the message it was about; empty where none can be told
     */
    record Invalid(Rejection why, Optional<String> clientMessageId) implements OfMessage {}

    static ClientFrame parse(String text) {
        try {
            JsonNode frame = DoorstepJson.mapper().readTree(text);
            return switch (frame.path("type").stringValue("")) {
                case "message" -> message(frame);
                case "typing" -> new Typing();
                case "resume" -> resume(frame);
                case "page" -> page(frame);
                case "ping" -> new Ping();
                case "" -> invalid(Rejections.NO_TYPE);
                default -> invalid(Rejections.TYPE);
            };
        } catch (JacksonException _) {
            return invalid(Rejections.NOT_JSON);
        }
    }

    static OfMessage message(JsonNode frame) {
        String id = frame.path("client_message_id").stringValue("");
        if (id.isEmpty() || id.length() > MAX_MESSAGE_ID || !isUnicode(id)) {
            return invalid(Rejections.messageIdLength(MAX_MESSAGE_ID));
        }
        String text = frame.path("text").stringValue("");
        if (BlankText.isBlank(text)) {
            return new Invalid(Rejections.NO_TEXT, Optional.of(id));
        }
        if (!isUnicode(text)) {
            return new Invalid(Rejections.TEXT_NOT_UNICODE, Optional.of(id));
        }
        return text.codePointCount(0, text.length()) > MAX_TEXT
                ? new Invalid(Rejections.textTooLong(MAX_TEXT), Optional.of(id))
                : new Message(id, text);
    }

    private static boolean isUnicode(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** What cannot be a name or an address is left out: an agent sees them. */
    private static ClientFrame page(JsonNode frame) {
        String name = frame.path("product_name").stringValue("").strip();
        String address = frame.path("url").stringValue("");
        boolean named = !BlankText.isBlank(name) && name.length() <= MAX_PRODUCT_NAME && isUnicode(name);
        return new Page(named ? name : null, ADDRESS.matcher(address).matches() ? address : null);
    }

    private static ClientFrame resume(JsonNode frame) {
        JsonNode after = frame.path("after");
        return after.isIntegralNumber() && after.canConvertToLong()
                ? new Resume(after.longValue())
                : invalid(Rejections.RESUME_AFTER_NOTHING);
    }

    private static Invalid invalid(Rejection why) {
        return new Invalid(why, Optional.empty());
    }
}
