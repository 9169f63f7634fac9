package io.doorstep.testing.service;

import io.doorstep.chat.ChatServiceApplication;
import io.doorstep.testing.broker.KafkaBroker;
import io.doorstep.testing.machine.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** The chat service as a process of its own, to be killed. */
public final class ChatProcess extends ServiceProcess {
    private static final String HEALTH = "/api/health";

    private ChatProcess(Path data, KafkaBroker broker, String... settings) throws IOException {
        super(ChatServiceApplication.class, data, broker, settings);
    }

    /** Returns once it serves. */
    public static ChatProcess start(Path data, KafkaBroker broker, String... settings) throws IOException {
        ChatProcess started = new ChatProcess(data, broker, settings);
        started.awaitAnswer(HEALTH, "status", Patience.START);
        return started;
    }

    public String health() {
        return get(HEALTH);
    }

    public URI socket(String productId, String sessionId) {
        return uri("ws", "/ws/chat/customer/" + productId + "/" + sessionId);
    }
}
