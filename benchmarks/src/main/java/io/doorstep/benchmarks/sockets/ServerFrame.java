package io.doorstep.benchmarks.sockets;

import io.doorstep.events.json.DoorstepJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a frame of the server means to the replay. */
sealed interface ServerFrame {

    record Connected(String connectionId) implements ServerFrame {}

    /** @param messageId the message that was refused; empty where it was the connection */
    record Refused(String code, String messageId) implements ServerFrame {}

    /** A message is kept for good: it has a sequence. */
    record Acknowledged(String messageId) implements ServerFrame {}

    /** Somebody's message. */
    record Said(String messageId) implements ServerFrame {}

    /** Nothing: typing, presence, what is pending and the like. */
    record Other(String type) implements ServerFrame {}

    static ServerFrame parse(String json) {
        JsonNode frame;
        try {
            frame = DoorstepJson.mapper().readTree(json);
        } catch (JacksonException _) {
            return new Other("not JSON");
        }
        String type = frame.path("type").asString("");
        return switch (type) {
            case "connected" -> new Connected(frame.path("connection_id").asString(""));
            case "error" -> new Refused(frame.path("code").asString("without a code"), messageId(frame));
            case "ack" -> isPending(frame) ? new Other("pending ack") : new Acknowledged(messageId(frame));
            case "message" -> isPending(frame) ? new Other("pending message") : new Said(messageId(frame));
            default -> new Other(type);
        };
    }

    private static boolean isPending(JsonNode frame) {
        return frame.path("pending").asBoolean(false);
    }

    private static String messageId(JsonNode frame) {
        return frame.path("client_message_id").asString("");
    }
}
