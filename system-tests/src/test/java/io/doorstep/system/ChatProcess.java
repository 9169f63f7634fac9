package io.doorstep.system;

import io.doorstep.chat.ChatServiceApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The chat service as a process of its own, to be killed. */
final class ChatProcess extends ServiceProcess {
    private static final String HEALTH = "/api/health";

    private ChatProcess(Path data, KafkaBroker broker, String... settings) throws IOException {
        super(ChatServiceApplication.class, data, broker, settings);
    }

    /** Returns once it serves. */
    static ChatProcess start(Path data, KafkaBroker broker, String... settings) throws IOException {
        ChatProcess started = new ChatProcess(data, broker, settings);
        started.awaitAnswer(HEALTH, "status", Duration.ofSeconds(60));
        return started;
    }

    String health() {
        return get(HEALTH);
    }

    URI socket(String productId, String sessionId) {
        return uri("ws", "/ws/chat/customer/" + productId + "/" + sessionId);
    }
}
