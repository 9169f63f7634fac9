package io.doorstep.faults;

import static org.awaitility.Awaitility.await;

import io.doorstep.testing.socket.Visitor;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A client that does what the protocol asks: resumes, and sends again what has no sequence. */
final class FaithfulClient implements AutoCloseable {
    private final String name;
    private final Map<String, String> unsent = new LinkedHashMap<>();
    private final TreeMap<Long, String> conversation = new TreeMap<>();
    private final List<String> heardAgain = new ArrayList<>();
    private Visitor socket;
    private int read;
    private int said;

    FaithfulClient(String name, URI uri) {
        this.name = name;
        this.socket = opened(uri);
    }

    private static Visitor opened(URI uri) {
        Visitor[] opened = new Visitor[1];
        await("a server").ignoreExceptions().until(() -> {
            opened[0] = Visitor.decided(uri);
            return true;
        });
        return opened[0];
    }

    /** As after a lost connection. */
    void reconnect(URI uri) {
        listen();
        socket = opened(uri);
        read = 0;
        socket.send("{\"type\":\"resume\",\"after\":" + (conversation.isEmpty() ? -1 : conversation.lastKey()) + "}");
        socket.frame("history");
        listen();
        unsent.forEach(socket::say);
    }

    void say() {
        String id = name + "-" + said++;
        unsent.put(id, id);
        try {
            socket.say(id, id);
        } catch (CompletionException e) {
            // The connection is lost: it is said again on the next one.
        }
    }

    /** Reads what has come. */
    void listen() {
        List<JsonNode> frames = socket.frames();
        for (JsonNode frame : frames.subList(read, frames.size())) {
            switch (frame.path("type").stringValue("")) {
                case "message" -> hear(frame, false);
                case "history" -> frame.path("messages").values().forEach(message -> hear(message, true));
                case "ack" -> acknowledged(frame);
                default -> {
                }
            }
        }
        read = frames.size();
    }

    private void hear(JsonNode message, boolean fromHistory) {
        if (!message.has("sequence")) {
            return;
        }
        String text = message.path("text").stringValue();
        if (conversation.containsValue(text) && !fromHistory) {
            heardAgain.add(text);
        }
        conversation.put(message.path("sequence").longValue(), text);
        unsent.remove(text);
    }

    private void acknowledged(JsonNode ack) {
        if (ack.has("sequence")) {
            String id = ack.path("client_message_id").stringValue();
            conversation.put(ack.path("sequence").longValue(), id);
            unsent.remove(id);
        }
    }

    /** Messages the service has said it keeps, with a sequence or without. */
    List<String> told() {
        listen();
        return Stream.concat(conversation.values().stream(), socket.frames("ack").stream()
                .map(ack -> ack.path("client_message_id").stringValue())).distinct().toList();
    }

    /** Messages this client has heard of with a sequence, in its order. */
    List<String> conversation() {
        listen();
        return List.copyOf(conversation.values());
    }

    List<String> heardAgain() {
        listen();
        return heardAgain;
    }

    /** Messages without a sequence. */
    int unsent() {
        listen();
        return unsent.size();
    }

    Visitor socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }
}
